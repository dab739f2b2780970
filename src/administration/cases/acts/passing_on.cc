#include "administration/cases/acts/passing_on.h"

#include <fmt/format.h>

#include <map>

#include "administration/cases/acts/processing.h"
#include "administration/cases/acts/working.h"
#include "administration/cases/store/figures.h"
#include "administration/cases/store/store.h"
#include "administration/identity/identity.h"
#include "administration/processes/processes.h"
#include "administration/programs/programs.h"
#include "platform/i18n/dates.h"

namespace kreislauf::cases {

void pass_on(acts::Transaction& tx, Case& one, std::string_view to) {
  change(tx, one, Verb::pass_on, fmt::format(R"({{"to":"{}"}})", to));
  store::answer_asked(tx.db, one.id, iso_utc(tx.now));
  store::end_pause(tx.db, one.id, i18n::iso(legal_time(tx.now).day));
  // Another authority decides: no programme of ours looks at it any more.
  if (one.automation == Automation::due) one.automation = Automation::person;
  processes::pause(tx, name_of(one));
  store::save(tx.db, one);
}

void take_back(acts::Transaction& tx, Case& one, std::string_view from) {
  change(tx, one, Verb::take_back, fmt::format(R"({{"from":"{}"}})", from));
  one.holder = 0;
  processes::resume(tx, name_of(one));
  store::save(tx.db, one);
}

Case open_from_elsewhere(acts::Transaction& tx, authority::TownContext const& c, Library const& library,
                         Opening const& opening, std::optional<Instant> first_on) {
  auto const id = open_earlier(tx, c.keys, c.random, library, opening, {.arrived = first_on.value_or(tx.now)});
  count(tx, opening.office, opening.service, counts::opened);
  auto const type = library.live(opening.service);
  if (type->process != nullptr) {
    auto one = current(tx, id);
    begin_process({tx, c, *type, one}, opening.facts);
  }
  programs::announce(tx, {.kind = "case.open", .office = opening.office, .case_id = id, .site = opening.site});
  return current(tx, id);
}

std::vector<std::string> notes_to_move(authority::TownContext const& c, std::string_view subject) {
  std::vector<Note> notes;
  std::map<std::int64_t, std::string> names;
  c.db.read([&](db::Connection& db) {
    auto const one = store::of_subject(db, subject);
    if (not one) return;
    notes = store::notes_of(db, one->id);
    for (auto const& person : identity::staff_of(db)) names.emplace(person.id, person.name);
  });
  std::vector<std::string> texts;
  for (auto const& note : notes) {
    auto const who = names.find(note.staff);
    texts.push_back(fmt::format("{}{}{}: {}", i18n::short_moment(parse_iso_utc(note.at)),
                                who == names.end() ? "" : ", ", who == names.end() ? "" : who->second,
                                text_of(c.keys, note)));
  }
  return texts;
}

}  // namespace kreislauf::cases

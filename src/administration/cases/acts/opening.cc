#include "administration/cases/acts/opening.h"

#include "administration/cases/store/figures.h"
#include "administration/cases/store/store.h"
#include "administration/processes/processes.h"
#include "administration/programs/programs.h"
#include "platform/i18n/dates.h"

namespace kreislauf::cases {

namespace {

constexpr std::string_view purpose = "cases/about";

}  // namespace

std::string sealed_about(crypto::Keys const& keys, Case const& one, std::string_view about, crypto::Random& random) {
  return about.empty() ? std::string{} : keys.seal(purpose, name_of(one), about, random);
}

std::int64_t open_earlier(acts::Transaction& tx, crypto::Keys const& keys, crypto::Random& random,
                          Library const& library, Opening const& opening, Earlier const& earlier) {
  auto const type = library.live(opening.service);
  auto const day = i18n::iso(legal_time(earlier.arrived).day);
  Case one{.id = store::next_id(tx.db),
           .number = opening.number,
           .subject = opening.subject,
           .type = opening.service,
           .version = type->version,
           .office = opening.office,
           .phase = earlier.phase,
           .arrived_on = day,
           .complete_on = day,
           .changed_at = iso_utc(tx.now),
           .closed_at = earlier.closed_at};
  if (opening.automatic and type->automatic.wanted() and earlier.phase == Phase::fresh)
    one.automation = Automation::due;
  one.site = opening.site;
  one.asker = opening.asker;
  one.about = sealed_about(keys, one, opening.about, random);
  count_due(tx, *type, one);
  store::add(tx.db, one);
  return one.id;
}

void open(acts::Transaction& tx, authority::TownContext const& c, Library const& library, Opening const& opening) {
  auto here = opening;
  here.site = c.origin;
  auto const id = open_earlier(tx, c.keys, c.random, library, here, {.arrived = tx.now});
  Case const counted{.type = opening.service, .office = opening.office};
  store::count_one(tx.db, counted, i18n::iso(legal_time(tx.now).day), counts::opened);
  if (auto const type = library.live(opening.service); type->process != nullptr) {
    auto one = current(tx, id);
    begin_process({tx, c, *type, one}, opening.facts);
  }
  programs::announce(tx, {.kind = "case.open", .office = opening.office, .case_id = id, .site = here.site});
}

void count(acts::Transaction& tx, std::string_view office, std::string_view type, std::string_view what) {
  store::count_one(tx.db, office, type, i18n::iso(legal_time(tx.now).day), what);
}

void withdraw(acts::Transaction& tx, std::string_view subject) {
  auto one = of_subject(tx.db, subject);
  if (not one or not is_open(one->phase)) return;
  store::answer_asked(tx.db, one->id, iso_utc(tx.now));
  store::end_pause(tx.db, one->id, i18n::iso(legal_time(tx.now).day));
  change(tx, *one, Verb::withdraw);
  processes::stop(tx, name_of(*one));
  store::save(tx.db, *one);
}

void erase(acts::Transaction& tx, std::string_view subject) {
  auto const one = of_subject(tx.db, subject);
  if (not one) return;
  processes::store::remove(tx.db, name_of(*one));
  store::remove(tx.db, one->id);
}

std::string about(crypto::Keys const& keys, Case const& one) {
  return one.about.empty() ? std::string{} : keys.open(purpose, name_of(one), one.about).value_or("");
}

void set_about(acts::Transaction& tx, authority::TownContext const& c, Case& one, std::string_view about) {
  one.about = sealed_about(c.keys, one, about, c.random);
  store::save_about(tx.db, one);
}

}  // namespace kreislauf::cases

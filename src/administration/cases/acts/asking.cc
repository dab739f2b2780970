#include "administration/cases/acts/asking.h"

#include <fmt/format.h>

#include "administration/cases/acts/processing.h"
#include "administration/cases/store/figures.h"
#include "administration/cases/store/store.h"
#include "administration/processes/processes.h"
#include "base/text.h"
#include "platform/db/embedded.h"
#include "platform/i18n/dates.h"

namespace kreislauf::cases {

namespace {

std::string today_of(acts::Transaction const& tx) { return i18n::iso(legal_time(tx.now).day); }

std::string joined(std::vector<std::string> const& names) {
  std::string all;
  for (auto const& name : names) all += (all.empty() ? "" : ",") + name;
  return all;
}

/// What it stood still for is over; from here on its period runs, or begins.
void run_on(acts::Transaction& tx, CaseType const& type, Case& one) {
  store::answer_asked(tx.db, one.id, iso_utc(tx.now));
  store::end_pause(tx.db, one.id, today_of(tx));
  if (one.complete_on.empty()) one.complete_on = today_of(tx);
  count_due(tx, type, one);
}

}  // namespace

void ask(acts::Transaction& tx, CaseType const& type, Case& one, Asking const& asking) {
  store::answer_asked(tx.db, one.id, iso_utc(tx.now));  // a new request takes the place of the last one
  bool const stands = one.phase == Phase::waiting;
  change(tx, one, Verb::ask, fmt::format(R"({{"kind":"{}"}})", name_of(asking.kind)));
  store::add_asked(tx.db, {.id = db::next_number(tx.db, "case_requests"),
                           .case_id = one.id,
                           .kind = asking.kind,
                           .questions = joined(asking.questions),
                           .due_on = i18n::iso(asking.until),
                           .staff = staff_in(tx.actor),
                           .asked_at = iso_utc(tx.now)});
  if (asking.kind == Asked::Kind::missing and type.deadline.from_complete) one.complete_on.clear();
  if (not stands and not type.deadline.stops.empty())
    store::add_pause(
        tx.db, one.id,
        {.id = db::next_number(tx.db, "case_stops"), .from_day = today_of(tx), .law = type.deadline.stops});
  // Who works on it sees it again when the time is over.
  one.resubmit_on = i18n::iso(asking.until + std::chrono::days{1});
  count_due(tx, type, one);
  store::save(tx.db, one);
  if (asking.kind == Asked::Kind::missing) store::count_one(tx.db, one, today_of(tx), counts::asked);
}

void answered(acts::Transaction& tx, authority::TownContext const& c, CaseType const& type, Case& one,
              Facts const& facts) {
  change(tx, one, Verb::answer);
  one.resubmit_on = today_of(tx);
  run_on(tx, type, one);
  store::save(tx.db, one);
  tell_process({tx, c, type, one}, processes::messages::answered, facts);
}

void go_on(acts::Transaction& tx, authority::TownContext const& c, CaseType const& type, Case& one) {
  change(tx, one, Verb::go_on);
  one.resubmit_on.clear();
  run_on(tx, type, one);
  store::save(tx.db, one);
  tell_process({tx, c, type, one}, processes::messages::unanswered, {});
}

std::optional<Asked> open_asked(db::Connection& connection, std::string_view subject) {
  auto const one = store::of_subject(connection, subject);
  if (not one or one->phase != Phase::waiting) return std::nullopt;
  return store::open_asked(connection, one->id);
}

std::vector<std::string> owed_until(db::Connection& connection, std::chrono::sys_days day, std::int64_t& after,
                                    std::size_t limit) {
  std::vector<std::string> subjects;
  for (auto const& asked : store::asked_until(connection, i18n::iso(day), after, limit)) {
    after = asked.id;
    auto const one = store::find(connection, asked.case_id);
    if (one and one->phase == Phase::waiting) subjects.push_back(one->subject);
  }
  return subjects;
}

std::vector<std::string> questions_of(Asked const& asked) {
  std::vector<std::string> names;
  for (auto const name : text::split(asked.questions, ',')) {
    if (not name.empty()) names.emplace_back(name);
  }
  return names;
}

}  // namespace kreislauf::cases

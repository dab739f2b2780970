#include "administration/cases/acts/deciding.h"

#include <fmt/format.h>

#include <algorithm>

#include "administration/cases/store/figures.h"
#include "administration/cases/store/store.h"
#include "platform/i18n/dates.h"

namespace kreislauf::cases {

namespace {

void refuse_unchecked(acts::Transaction& tx, CaseType const& type, Case const& one, Result const& result) {
  // § 24 VwVfG NRW: the facts are looked into before; what is refused may be so because something does not hold.
  if (is_adverse(result.outcome)) return;
  if (auto open = unchecked(type, store::ticks_of(tx.db, one.id)); not open.empty()) throw Unchecked{std::move(open)};
}

/// How long it took, and whether that was within the time that the law gives.
void count_decision(acts::Transaction& tx, Case const& one) {
  auto const day = std::chrono::sys_days{legal_time(tx.now).day};
  auto const today = i18n::iso(day);
  auto const took = day - i18n::parse_iso(one.arrived_on).value_or(day);
  store::count_one(tx.db, one, today, store::counts::decided);
  store::count_one(tx.db, one, today, fmt::format("{}{}", store::counts::days, took.count()));
  if (today <= one.due_on) store::count_one(tx.db, one, today, store::counts::in_time);
}

void end(acts::Transaction& tx, Case& one, std::string_view result) {
  store::answer_asked(tx.db, one.id, iso_utc(tx.now));
  store::end_pause(tx.db, one.id, i18n::iso(legal_time(tx.now).day));
  change(tx, one, Verb::decide, fmt::format(R"({{"result":"{}"}})", result));
  one.result = result;
  store::save(tx.db, one);
  count_decision(tx, one);
}

}  // namespace

std::vector<std::string> unchecked(CaseType const& type, std::vector<Tick> const& ticks) {
  std::vector<std::string> open;
  for (auto const& item : type.checks) {
    bool const holds = std::any_of(ticks.begin(), ticks.end(), [&](Tick const& tick) {
      return tick.item == item.id and (tick.seen == Seen::yes or tick.seen == Seen::needless);
    });
    if (item.needed and not holds) open.push_back(item.text);
  }
  return open;
}

void propose(acts::Transaction& tx, CaseType const& type, Case& one, Result const& result) {
  refuse_unchecked(tx, type, one, result);
  change(tx, one, Verb::propose, fmt::format(R"({{"result":"{}"}})", result.id));
  one.result = result.id;
  one.proposer = staff_in(tx.actor);
  store::save(tx.db, one);
}

void refer(acts::Transaction& tx, Case& one) {
  change(tx, one, Verb::refer);
  one.holder = one.proposer;
  one.result.clear();
  one.proposer = 0;
  store::save(tx.db, one);
}

void decide(acts::Transaction& tx, CaseType const& type, Case& one, Result const& result) {
  refuse_unchecked(tx, type, one, result);
  bool const signs = one.phase == Phase::signing;
  if (signs and staff_in(tx.actor) == one.proposer) throw SamePerson{};
  if (type.four_eyes and not signs) throw NeedsSignature{};
  end(tx, one, result.id);
}

void decided_elsewhere(acts::Transaction& tx, CaseType const& type, Case& one, Outcome outcome) {
  if (not is_open(one.phase)) return;
  auto const* result = type.result_of(outcome);
  end(tx, one, result == nullptr ? std::string_view{} : std::string_view{result->id});
}

void reopen(acts::Transaction& tx, Case& one) {
  change(tx, one, Verb::reopen);
  one.result.clear();
  one.proposer = 0;
  store::save(tx.db, one);
}

}  // namespace kreislauf::cases

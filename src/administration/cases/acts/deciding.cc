#include "administration/cases/acts/deciding.h"

#include <fmt/format.h>

#include <algorithm>

#include "administration/cases/acts/processing.h"
#include "administration/cases/store/figures.h"
#include "administration/cases/store/store.h"
#include "administration/processes/processes.h"
#include "platform/i18n/dates.h"

namespace kreislauf::cases {

namespace {

void refuse_unchecked(acts::Transaction& tx, CaseType const& type, Case const& one, Result const& result) {
  // § 24 VwVfG NRW: the facts are looked into before; what is refused may be so because something does not hold.
  if (is_adverse(result.outcome)) return;
  auto open = unchecked(type, store::ticks_of(tx.db, one.id));
  if (type.process != nullptr) {
    for (auto& task : processes::before_decision(tx.db, *type.process, name_of(one))) open.push_back(std::move(task));
  }
  if (not open.empty()) throw Unchecked{std::move(open)};
}

void refuse_unheard(acts::Transaction& tx, Case const& one, Result const& result) {
  if (result.hearing and not was_heard(store::asked_of(tx.db, one.id), i18n::iso(legal_time(tx.now).day)))
    throw Unheard{};
}

void refuse_unwritten(CaseType const& type, Result const& result, Written written) {
  if (written == Written::in_a_sentence and needs_notice(type, result)) throw NeedsNotice{};
}

/// What is counted of a decision on this day: how long it took, and whether that was within the time that the law
/// gives.
std::vector<std::string> counted(Case const& one, std::chrono::sys_days day) {
  auto const took = day - i18n::parse_iso(one.arrived_on).value_or(day);
  std::vector<std::string> all{std::string{counts::decided}, fmt::format("{}{}", counts::days, took.count())};
  if (i18n::iso(day) <= one.due_on) all.emplace_back(counts::in_time);
  return all;
}

void count_decision(acts::Transaction& tx, Case const& one) {
  auto const day = std::chrono::sys_days{legal_time(tx.now).day};
  for (auto const& what : counted(one, day)) store::count_one(tx.db, one, i18n::iso(day), what);
}

/// Who takes a case up again takes its ending back: one case is decided once. Before its day is gone from it.
void uncount_decision(acts::Transaction& tx, Case const& one) {
  if (one.phase != Phase::decided or one.closed_at.empty()) return;
  auto const day = std::chrono::sys_days{legal_time(parse_iso_utc(one.closed_at)).day};
  for (auto const& what : counted(one, day)) store::uncount_one(tx.db, one, i18n::iso(day), what);
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

bool was_heard(std::vector<Asked> const& asked, std::string_view today) {
  return std::any_of(asked.begin(), asked.end(), [&](Asked const& one) {
    return one.kind == Asked::Kind::hearing and (not one.answered_at.empty() or one.due_on < today);
  });
}

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

bool needs_notice(CaseType const& type, Result const& result) {
  return type.notices and is_adverse(result.outcome) and not result.letter;
}

void propose(acts::Transaction& tx, CaseType const& type, Case& one, Result const& result, Written written) {
  refuse_unchecked(tx, type, one, result);
  refuse_unheard(tx, one, result);
  refuse_unwritten(type, result, written);
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

void decide(acts::Transaction& tx, authority::TownContext const& c, CaseType const& type, Case& one,
            Result const& result, Written written) {
  bool const signs = one.phase == Phase::signing;
  if (signs and one.result != result.id) throw NotNow{};
  refuse_unchecked(tx, type, one, result);
  refuse_unheard(tx, one, result);
  refuse_unwritten(type, result, written);
  if (signs and staff_in(tx.actor) == one.proposer) throw SamePerson{};
  if (type.four_eyes and not signs) throw NeedsSignature{};
  end_process({tx, c, type, one}, result.id);
  end(tx, one, result.id);
}

void decide_automatically(acts::Transaction& tx, Case& one, Result const& result) {
  if (one.phase != Phase::fresh or one.automation != Automation::due or is_adverse(result.outcome)) throw NotNow{};
  one.automation = Automation::done;
  processes::stop(tx, name_of(one));
  end(tx, one, result.id);
}

void leave_to_person(acts::Transaction& tx, Case& one, Automation why) {
  one.automation = why;
  touch(tx, one);
  tx.event("case.leave_to_person", one.subject, fmt::format(R"({{"why":"{}"}})", name_of(why)));
  store::save(tx.db, one);
}

void ask_for_person(acts::Transaction& tx, Case& one) {
  if (one.automation != Automation::done or one.phase != Phase::decided) throw NotNow{};
  one.automation = Automation::person;
  one.holder = 0;
  uncount_decision(tx, one);
  change(tx, one, Verb::reopen, R"({"by":"applicant"})");
  one.result.clear();
  one.resubmit_on = i18n::iso(legal_time(tx.now).day);
  store::save(tx.db, one);
}

std::vector<Case> due_for_programme(db::Connection& connection, std::int64_t after, std::size_t limit) {
  return store::for_programme(connection, after, limit);
}

void reopen(acts::Transaction& tx, Case& one) {
  uncount_decision(tx, one);
  change(tx, one, Verb::reopen);
  // Whoever takes up what a programme has decided decides from here on.
  if (one.automation == Automation::done) one.automation = Automation::person;
  one.result.clear();
  one.proposer = 0;
  store::save(tx.db, one);
}

}  // namespace kreislauf::cases

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "administration/appointments/rules/open_pieces.h"
#include "platform/i18n/dates.h"

namespace kreislauf::appointments {

using i18n::numeric_date;
using std::chrono::days;

namespace {

constexpr std::size_t most_clashes = 100;
constexpr int most_horizon = 800;

class Finder {
 public:
  Finder(Rules const& rules, int desks, Day from, Day to)
      : rules_{rules}, desks_{desks}, from_{from}, to_{std::min(to, from + days{most_horizon})} {
    for (auto day = from_; day <= to_; day += days{1}) facts_.push_back(facts_of(day));
  }
  std::vector<Clash> find();

 private:
  template <class... Values>
  void add(int line, int other_line, std::optional<Day> day, fmt::format_string<Values...> message,
           Values&&... values) {
    if (found_.size() == most_clashes) return;
    auto const text = fmt::format(message, std::forward<Values>(values)...);
    found_.push_back({line, other_line, day, fmt::format("Zeile {}: {}", line, text)});
  }

  void past(Rule const& rule);
  void past(Closure const& closure);
  void never(Rule const& rule);
  void missing_desks(int line, std::vector<int> const& desks);
  void online_desks(Rule const& rule);
  void idle_pause(Rule const& pause);
  void idle_closure(Closure const& closure);
  void steps(Rule const& rule, Rule const& other);
  bool share_a_desk(Rule const& rule, Rule const& other) const;
  DayBits open_for(std::vector<int> const& desks, DayFacts const& facts) const;

  Rules const& rules_;
  int desks_;
  Day from_, to_;
  std::vector<DayFacts> facts_;
  std::vector<Clash> found_;
};

void Finder::past(Rule const& rule) {
  if (rule.last and *rule.last < from_)
    add(rule.line, 0, *rule.last, "Die Regel galt nur bis {}. Die Zeile kann gelöscht werden.",
        numeric_date(*rule.last));
}

void Finder::past(Closure const& closure) {
  if (closure.last < from_)
    add(closure.line, 0, closure.last, "Die Schließung endete am {}. Die Zeile kann gelöscht werden.",
        numeric_date(closure.last));
}

/// Only a rule with an end can fail to apply for ever: each weekday comes in each week of the month, and not all are
/// holidays.
void Finder::never(Rule const& rule) {
  if (not rule.last or *rule.last < from_) return;
  auto const first = rule.first.value_or(from_);
  for (auto day = first; day <= std::min(*rule.last, first + days{most_horizon}); day += days{1}) {
    if (applies(rule, day)) return;
  }
  add(rule.line, 0, first, "Die Regel trifft auf keinen Tag von {} bis {} zu. Bitte Wochentag, Woche und Daten prüfen.",
      numeric_date(first), numeric_date(*rule.last));
}

void Finder::missing_desks(int line, std::vector<int> const& desks) {
  for (auto const desk : desks) {
    if (desk > desks_)
      add(line, 0, std::nullopt, "Schalter {} gibt es nicht; diese Stelle hat {} Schalter.", desk, desks_);
  }
}

void Finder::online_desks(Rule const& rule) {
  auto const count = rule.desks.empty() ? desks_ : static_cast<int>(rule.desks.size());
  if (rule.online > count) {
    add(rule.line, 0, std::nullopt,
        "„online {}“ ist mehr, als die Regel Schalter hat. Bitte höchstens „online {}“ schreiben.", rule.online, count);
  }
}

/// Times of these desks (or of walk-ins) on one day, before pauses and closures.
DayBits Finder::open_for(std::vector<int> const& desks, DayFacts const& facts) const {
  DayBits open;
  for (auto const& rule : rules_.rules) {
    if (rule.kind == RuleKind::pause or not applies(rule, facts)) continue;
    auto const shared =
        desks.empty() or std::any_of(desks.begin(), desks.end(), [&](int desk) { return concerns(rule.desks, desk); });
    if (shared and not(rule.kind == RuleKind::walk_in and not desks.empty())) open = open | bits_of(rule).open;
  }
  return open;
}

/// A pause may meet days on which the office is closed anyway, but not only such days.
void Finder::idle_pause(Rule const& pause) {
  auto const bits = bits_of(pause).open;
  std::optional<Day> first;
  for (auto const& facts : facts_) {
    if (not applies(pause, facts)) continue;
    if ((bits & open_for(pause.desks, facts)).any()) return;
    if (not first) first = facts.day;
  }
  if (first)
    add(pause.line, 0, first,
        "Die Pause liegt außerhalb der Öffnungszeiten, zuerst am {}. Bitte Uhrzeit und Schalter prüfen oder die Zeile "
        "löschen.",
        numeric_date(*first));
}

void Finder::idle_closure(Closure const& closure) {
  if (closure.last < from_ or closure.first < from_ or closure.last > to_) return;
  auto const bits = bits_of(closure);
  for (auto const& facts : facts_) {
    if (applies(closure, facts.day) and (bits & open_for(closure.desks, facts)).any()) return;
  }
  add(closure.line, 0, closure.first,
      "Am {} ist auch ohne diese Zeile nicht geöffnet. Bitte das Datum prüfen oder die Zeile löschen.",
      numeric_date(closure.first));
}

bool Finder::share_a_desk(Rule const& rule, Rule const& other) const {
  for (int desk = 1; desk <= desks_; ++desk) {
    if (concerns(rule.desks, desk) and concerns(other.desks, desk)) return true;
  }
  return false;
}

void Finder::steps(Rule const& rule, Rule const& other) {
  auto const begin = std::max(rule.from, other.from), end = std::min(rule.to, other.to);
  if (begin >= end or (rule.weekdays & other.weekdays) == 0) return;
  if (rule.step == other.step and (rule.from - other.from) % rule.step == 0) return;
  if (not share_a_desk(rule, other)) return;
  auto const both = std::find_if(facts_.begin(), facts_.end(),
                                 [&](auto const& facts) { return applies(rule, facts) and applies(other, facts); });
  if (both == facts_.end()) return;
  add(other.line, rule.line, both->day,
      "Am {} gilt für denselben Schalter von {} bis {} auch Zeile {}, und die Termine beginnen dort "
      "zu anderen Zeiten. "
      "Bitte einen gemeinsamen Takt schreiben oder die Uhrzeiten trennen.",
      numeric_date(both->day), i18n::clock_iso(begin), i18n::clock_iso(end), rule.line);
}

std::vector<Clash> Finder::find() {
  for (auto const& rule : rules_.rules) {
    past(rule);
    never(rule);
    missing_desks(rule.line, rule.desks);
    if (rule.kind == RuleKind::appointment) online_desks(rule);
    if (rule.kind == RuleKind::pause) idle_pause(rule);
  }
  for (auto const& closure : rules_.closures) {
    past(closure);
    missing_desks(closure.line, closure.desks);
    idle_closure(closure);
  }
  for (auto rule = rules_.rules.begin(); rule != rules_.rules.end(); ++rule) {
    for (auto other = rule + 1; other != rules_.rules.end(); ++other) {
      if (rule->kind == RuleKind::appointment and other->kind == RuleKind::appointment) steps(*rule, *other);
    }
  }
  std::stable_sort(found_.begin(), found_.end(),
                   [](auto const& one, auto const& other) { return one.line < other.line; });
  return std::move(found_);
}

}  // namespace

std::vector<Clash> clashes(Rules const& rules, int desks, Day from, Day to) {
  return Finder{rules, desks, from, to}.find();
}

}  // namespace kreislauf::appointments

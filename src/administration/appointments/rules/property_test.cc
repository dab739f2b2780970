#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <random>

#include "administration/appointments/rules/rules.h"
#include "base/calendar.h"

/// Random rules and bookings against a model that knows nothing of bits: it asks, minute by minute, each rule in turn.
/// 2,000 cases; KREISLAUF_CASES=100000 for the long run.

using namespace kreislauf;
using namespace kreislauf::appointments;
using namespace std::chrono;

namespace {

// ---- The naive model

bool naive_applies(Rule const& rule, Day day) {
  int const weekday_now = static_cast<int>((weekday{day} - Monday).count());
  if (((rule.weekdays >> weekday_now) & 1) == 0) return false;
  if (rule.first and day < *rule.first) return false;
  if (rule.last and day > *rule.last) return false;
  if (rule.kind != RuleKind::pause and not rule.on_holidays and holiday_nrw(day)) return false;
  if (rule.every_weeks > 1) {
    auto const monday_of = [](Day any) { return any - (weekday{any} - Monday); };
    auto const weeks = (monday_of(day) - monday_of(*rule.first)).count() / 7;
    if (weeks % rule.every_weeks != 0) return false;
  }
  if (rule.week_of_month == 0) return true;
  year_month_day const date{day};
  if (rule.week_of_month == 5) return day == Day{date.year() / date.month() / weekday{day}[last]};
  return day == Day{date.year() / date.month() / weekday{day}[static_cast<unsigned>(rule.week_of_month)]};
}

struct NaiveDay {
  std::vector<bool> staff = std::vector<bool>(1440), online = staff, starts = staff;
};

int rank_in(Rule const& rule, int position) {
  if (rule.desks.empty()) return position - 1;
  for (std::size_t i = 0; i < rule.desks.size(); ++i) {
    if (rule.desks[i] == position) return static_cast<int>(i);
  }
  return -1;
}

/// What closes this desk on this day: from and to.
std::vector<std::pair<int, int>> naive_closings(Rules const& rules, int position, Day day) {
  std::vector<std::pair<int, int>> out;
  auto const touches = [&](std::vector<int> const& desks) {
    return desks.empty() or std::count(desks.begin(), desks.end(), position) > 0;
  };
  for (auto const& rule : rules.rules) {
    if (rule.kind == RuleKind::pause and naive_applies(rule, day) and touches(rule.desks))
      out.emplace_back(rule.from, rule.to);
  }
  for (auto const& closure : rules.closures) {
    if (closure.first <= day and day <= closure.last and touches(closure.desks))
      out.emplace_back(closure.from, closure.to);
  }
  // Summer time begins on the last Sunday of March, from two to three.
  if (day == Day{year_month_day{day}.year() / March / Sunday[last]}) out.emplace_back(120, 180);
  return out;
}

NaiveDay naive_day(Rules const& rules, int position, Day day) {
  NaiveDay out;
  for (auto const& rule : rules.rules) {
    if (rule.kind != RuleKind::appointment or not naive_applies(rule, day)) continue;
    int const rank = rank_in(rule, position);
    if (rank < 0) continue;
    for (int minute = rule.from; minute < rule.to; ++minute) {
      auto const at = static_cast<std::size_t>(minute);
      out.staff[at] = true;
      if (rule.online == -1 or rank < rule.online) out.online[at] = true;
      if ((minute - rule.from) % rule.step == 0) out.starts[at] = true;
    }
  }
  for (auto const& [from, to] : naive_closings(rules, position, day)) {
    for (auto at = static_cast<std::size_t>(from); at < static_cast<std::size_t>(to); ++at)
      out.staff[at] = out.online[at] = out.starts[at] = false;
  }
  return out;
}

struct NaiveOffice {
  Plan plan;
  std::map<std::pair<std::size_t, Day>, NaiveDay> open;
  std::map<std::pair<std::size_t, Day>, std::vector<bool>> taken;  ///< of each row and day, by minute

  bool is_taken(std::size_t row, Day day, int minute) const {
    return taken.at({row, day})[static_cast<std::size_t>(minute)];
  }
  bool free_for(std::size_t desk, Day day, int start, int minutes, bool staff) const {
    auto const& of_day = open.at({desk, day});
    if (start + minutes > 1440 or not of_day.starts[static_cast<std::size_t>(start)]) return false;
    for (int minute = start; minute < start + minutes; ++minute) {
      auto const at = static_cast<std::size_t>(minute);
      if (not(staff ? of_day.staff[at] : of_day.online[at]) or is_taken(desk, day, minute)) return false;
    }
    return true;
  }
  bool unit_free(std::size_t row, Day day, int start, int minutes) const {
    for (int minute = start; minute < start + minutes; ++minute) {
      if (is_taken(row, day, minute)) return false;
    }
    return start + minutes <= 1440;
  }
  std::optional<FreeTime> at(Wish const& wish, Day day, int start, Instant now) const;
};

int naive_minutes(Plan const& plan, std::vector<Item> const& items) {
  int minutes = 0;
  for (auto const& item : items) {
    for (int i = 0; i < item.quantity; ++i) minutes += plan.service(item.service)->minutes;
  }
  while (minutes % 5 != 0) ++minutes;
  return minutes;
}

bool naive_in_time(Settings const& settings, bool staff, Day day, int start, Instant now) {
  auto const begin = instant_of(day, start);
  if (staff) return begin >= now;
  Day const today = legal_time(now).day;
  return day >= today + days{settings.first_day} and day <= today + days{settings.last_day} and
         begin - now >= minutes{settings.lead_minutes};
}

std::optional<FreeTime> NaiveOffice::at(Wish const& wish, Day day, int start, Instant now) const {
  bool begins = false;
  for (std::size_t desk = 0; desk < plan.desks.size(); ++desk)
    begins = begins or open.at({desk, day}).starts[static_cast<std::size_t>(start)];
  if (not begins) return std::nullopt;
  int const minutes = naive_minutes(plan, wish.items);
  std::string resource;
  for (auto const& item : wish.items) resource += plan.service(item.service)->resource;
  std::optional<FreeTime> best;
  for (std::size_t desk = 0; desk < plan.desks.size(); ++desk) {
    auto const& of = plan.desks[desk];
    bool able = of.active;
    for (auto const& item : wish.items) able = able and of.does(item.service);
    if (not able or not free_for(desk, day, start, minutes, wish.staff)) continue;
    auto const skills = [](Desk const& any) { return any.skills.empty() ? 1000 : any.skills.size(); };
    if (best and skills(plan.desks[best->desk]) <= skills(of)) continue;
    best = FreeTime{.day = day, .minute = start, .desk = desk};
  }
  if (not best or not naive_in_time(plan.settings, wish.staff, day, start, now)) return std::nullopt;
  if (resource.empty()) return best;
  for (std::size_t i = 0; i < plan.resources.size(); ++i) {
    if (not unit_free(plan.desks.size() + i, day, start, minutes)) continue;
    best->resource = plan.desks.size() + i;
    return best;
  }
  return std::nullopt;
}

// ---- Random offices

class Dice {
 public:
  explicit Dice(unsigned seed) : random_{seed} {}
  int from(int least, int most) {
    return least + static_cast<int>(random_() % static_cast<unsigned>(most - least + 1));
  }
  bool chance(int percent) { return from(1, 100) <= percent; }

 private:
  std::mt19937 random_;
};

std::vector<int> some_desks(Dice& dice, int desks) {
  std::vector<int> out;
  if (dice.chance(50)) return out;
  for (int desk = 1; desk <= desks; ++desk) {
    if (dice.chance(50)) out.push_back(desk);
  }
  if (out.size() > 1 and dice.chance(30)) std::reverse(out.begin(), out.end());
  return out;
}

void some_times(Dice& dice, int& from, int& to) {
  from = dice.from(0, 280) * 5;
  to = std::min(1440, from + dice.from(1, 100) * 5);
}

Rule some_rule(Dice& dice, int desks, Day around) {
  Rule rule;
  rule.kind = dice.chance(75) ? RuleKind::appointment : RuleKind::pause;
  rule.weekdays = static_cast<std::uint8_t>(dice.from(1, 127));
  some_times(dice, rule.from, rule.to);
  rule.desks = some_desks(dice, desks);
  if (dice.chance(25)) rule.first = around + days{dice.from(-20, 5)};
  if (dice.chance(25)) rule.last = rule.first.value_or(around) + days{dice.from(0, 20)};
  if (rule.first and dice.chance(50)) {
    rule.every_weeks = dice.from(1, 4);
  } else if (dice.chance(20)) {
    rule.week_of_month = dice.from(1, 5);
  }
  if (rule.kind == RuleKind::pause) {
    rule.to = std::min(rule.to, rule.from + 60);
    return rule;
  }
  rule.step = dice.from(1, 12) * 5;
  if (dice.chance(40)) rule.online = dice.from(0, desks);
  rule.on_holidays = dice.chance(40);
  return rule;
}

Rules some_rules(Dice& dice, int desks, Day around) {
  Rules rules;
  for (int i = dice.from(1, 6); i > 0; --i) rules.rules.push_back(some_rule(dice, desks, around));
  for (int i = dice.from(0, 2); i > 0; --i) {
    Closure closure;
    closure.first = around + days{dice.from(-2, 5)};
    closure.last = closure.first + days{dice.from(0, 3)};
    if (dice.chance(50)) some_times(dice, closure.from, closure.to);
    closure.desks = some_desks(dice, desks);
    rules.closures.push_back(closure);
  }
  return rules;
}

Plan some_plan(Dice& dice, Day around) {
  Plan plan;
  int const desks = dice.from(1, 4);
  plan.settings.first_day = dice.from(0, 1);
  plan.settings.last_day = dice.from(1, 6);
  plan.settings.lead_minutes = dice.from(0, 100);
  for (int i = 0; i < desks; ++i) {
    auto& desk = plan.desks.emplace_back();
    desk.active = dice.chance(90);
    for (auto const* service : {"a", "b", "c"}) {
      if (dice.chance(40)) desk.skills.emplace_back(service);
    }
  }
  for (auto const* service : {"a", "b", "c"}) {
    auto& offer = plan.services.emplace_back();
    offer.service = service;
    offer.minutes = dice.from(1, 30);
    offer.most = 3;
  }
  if (dice.chance(50)) plan.services[2].resource = "camera";
  for (int i = dice.from(0, 2); i > 0; --i) plan.resources.emplace_back().name = "camera";
  plan.rules = some_rules(dice, desks, around);
  return plan;
}

/// Days on which something is different: both clock changes, holidays, turns of years with 52 and 53 weeks, the leap
/// day.
Day some_day(Dice& dice) {
  static constexpr std::array<year_month_day, 9> special{
      year{2026} / 3 / 28,  year{2026} / 10 / 24, year{2026} / 12 / 24, year{2026} / 12 / 31, year{2027} / 5 / 26,
      year{2027} / 10 / 30, year{2028} / 2 / 27,  year{2028} / 3 / 25,  year{2028} / 12 / 30};
  if (dice.chance(50)) return special[static_cast<std::size_t>(dice.from(0, 8))];
  return Day{year{2026} / 1 / 1} + days{dice.from(0, 1200)};
}

// ---- The comparison

/// A small office over a few days, with our calendar and the naive one side by side.
class Case {
 public:
  explicit Case(unsigned seed) : dice_{seed}, first_{some_day(dice_)}, days_{dice_.from(1, 3)} {
    naive_.plan = some_plan(dice_, first_);
    ours_ = make_calendar(std::make_shared<Plan const>(naive_.plan), first_, days_);
    auto const desks = naive_.plan.desks.size();
    for (auto day = first_; day < first_ + days{days_}; day += days{1}) {
      for (std::size_t row = 0; row < desks + naive_.plan.resources.size(); ++row)
        naive_.taken[{row, day}] = std::vector<bool>(1440);
      for (std::size_t desk = 0; desk < desks; ++desk) {
        naive_.open[{desk, day}] = naive_day(naive_.plan.rules, static_cast<int>(desk) + 1, day);
      }
    }
    now_ = instant_of(first_, dice_.from(0, 1439)) - days{dice_.from(0, 2)} + seconds{dice_.from(0, 7200)};
  }

  /// Books at random until little is left, and compares before and behind each booking. The number of differences.
  int differences();

 private:
  Wish some_wish();
  std::vector<FreeTime> naive_times(Wish const& wish) const;
  int compare(Wish const& wish);
  int book(Wish const& wish);

  Dice dice_;
  Day first_;
  int days_;
  Instant now_;
  NaiveOffice naive_;
  Calendar ours_;
};

Wish Case::some_wish() {
  Wish wish;
  wish.staff = dice_.chance(50);
  for (auto const* service : {"a", "b", "c"}) {
    if (dice_.chance(40)) wish.items.push_back({service, dice_.from(1, 3)});
  }
  if (wish.items.empty()) wish.items.push_back({"a", 1});
  if (dice_.chance(30)) wish.part = static_cast<DayPart>(dice_.from(0, 3));
  return wish;
}

std::vector<FreeTime> Case::naive_times(Wish const& wish) const {
  std::vector<FreeTime> out;
  int const from = wish.part == DayPart::afternoon ? 720 : wish.part == DayPart::late ? 960 : 0;
  int const to = wish.part == DayPart::morning ? 720 : 1440;
  for (auto day = first_; day < first_ + days{days_}; day += days{1}) {
    for (int minute = from; minute < to; minute += 5) {
      if (auto const time = naive_.at(wish, day, minute, now_)) out.push_back(*time);
    }
  }
  return out;
}

int Case::compare(Wish const& wish) {
  auto const* calendar = &ours_;
  auto const span = std::span{&calendar, 1};
  auto const expected = naive_times(wish);
  auto const found = earliest(span, wish, now_, 100000);
  int differ = expected == found ? 0 : 1;
  if (earliest(span, wish, now_, 3) !=
      std::vector(expected.begin(), expected.begin() + std::min<std::ptrdiff_t>(3, std::ssize(expected))))
    ++differ;
  auto counted = wish;
  counted.from = first_;
  counted.to = first_ + days{days_ - 1};
  std::vector<int> per_day(static_cast<std::size_t>(days_));
  for (auto const& time : expected) ++per_day[static_cast<std::size_t>((time.day - first_).count())];
  return differ + (free_per_day(span, counted, now_) == per_day ? 0 : 1);
}

int Case::book(Wish const& wish) {
  auto const day = first_ + days{dice_.from(0, days_ - 1)};
  int const minute = dice_.from(0, 287) * 5;
  auto const expected = naive_.at(wish, day, minute, now_);
  auto const claimed = claimable(ours_, wish, day, minute, now_);
  if (claimed != expected) return 1;
  if (not claimed) return 0;
  int doubled = 0;
  int const minutes = minutes_for(naive_.plan, wish.items);
  std::vector<std::size_t> rows{claimed->desk};
  if (claimed->resource != 0) rows.push_back(claimed->resource);
  for (auto const row : rows) {
    for (int at = minute; at < minute + minutes; at += 5) {
      if (ours_.taken.at(row, day).test(at / 5)) ++doubled;
    }
    ours_.taken.at(row, day).set(minute / 5, (minute + minutes) / 5);
    for (int at = minute; at < minute + minutes; ++at) {
      doubled += naive_.is_taken(row, day, at) ? 1 : 0;
      naive_.taken.at({row, day})[static_cast<std::size_t>(at)] = true;
    }
  }
  return doubled;
}

int Case::differences() {
  auto wish = some_wish();
  int differ = compare(wish);
  for (int round = dice_.from(0, 3); round > 0; --round) {
    for (int i = 0; i < 30; ++i) {
      wish.part = DayPart::any;
      differ += book(wish);
      if (dice_.chance(30)) wish = some_wish();
    }
    differ += compare(some_wish());
  }
  return differ;
}

int case_count() {
  auto const* const asked = std::getenv("KREISLAUF_CASES");
  return asked == nullptr ? 2000 : std::max(1, std::atoi(asked));
}

}  // namespace

TEST_CASE(
    "free times are those of a minute-by-minute model, before and behind every booking, and nothing is booked twice") {
  int wrong = 0;
  unsigned first_wrong = 0;
  for (unsigned seed = 1; seed <= static_cast<unsigned>(case_count()); ++seed) {
    if (Case{seed}.differences() != 0 and ++wrong == 1) first_wrong = seed;
  }
  CAPTURE(first_wrong);
  CHECK(wrong == 0);
}

TEST_CASE("random rules are printed and read back the same") {
  int wrong = 0;
  for (unsigned seed = 1; seed <= static_cast<unsigned>(case_count()); ++seed) {
    Dice dice{seed};
    auto const rules = some_rules(dice, 5, some_day(dice));
    auto read = parse_rules(print_rules(rules), 5);
    if (read) {
      for (auto& rule : read->rules) rule.line = 0;
      for (auto& closure : read->closures) closure.line = 0;
    }
    if (not read or *read != rules) ++wrong;
  }
  CHECK(wrong == 0);
}

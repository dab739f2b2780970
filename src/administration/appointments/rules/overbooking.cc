#include "administration/appointments/rules/overbooking.h"

#include <algorithm>
#include <cmath>

namespace kreislauf::appointments {

using std::chrono::days;

namespace {

constexpr int hours = 24;

/// What every desk in use can do; nothing when there is no such service. An empty list means all.
std::optional<std::vector<std::string>> common_skills(Plan const& plan) {
  std::optional<std::vector<std::string>> common;
  bool any = false;
  for (auto const& desk : plan.desks) {
    if (not desk.active) continue;
    any = true;
    if (desk.skills.empty()) continue;
    if (not common)
      common = desk.skills;
    else
      std::erase_if(*common, [&](std::string const& service) { return not desk.does(service); });
  }
  if (not any or (common and common->empty())) return std::nullopt;
  return common.value_or(std::vector<std::string>{});
}

std::vector<OpenDay> together(Calendar const& calendar) {
  std::vector<OpenDay> all(static_cast<std::size_t>(calendar.taken.days()));
  for (std::size_t i = 0; i < all.size(); ++i) {
    for (std::size_t desk = 0; desk + 1 < calendar.plan->desks.size(); ++desk) {
      if (not calendar.plan->desks[desk].active) continue;
      auto const& open = calendar.open_at(desk, calendar.taken.first() + days{i});
      all[i].staff = all[i].staff | open.staff;
      all[i].online = all[i].online | open.online;
      all[i].starts = all[i].starts | (open.starts & open.online);
    }
  }
  return all;
}

/// Of each hour of each day, how many of those who have booked will stay away.
std::vector<double> expected_no_shows(Calendar const& calendar, std::span<HourBookings const> bookings) {
  auto const days_ahead = calendar.taken.days();
  std::vector<double> expected(static_cast<std::size_t>(days_ahead * hours));
  for (auto const& found : bookings) {
    auto const day = (found.day - calendar.taken.first()).count();
    if (day < 0 or day >= days_ahead or found.hour < 0 or found.hour >= hours) continue;
    expected[static_cast<std::size_t>(day * hours + found.hour)] +=
        no_show_rate(calendar.overbooking->rates, found.items) * static_cast<double>(found.count);
  }
  return expected;
}

/// The first `count` starts of an hour.
void keep_starts(DayBits const& starts, int hour, int count, DayBits& kept) {
  constexpr int in_hour = 60 / unit_minutes;
  for (int unit = hour * in_hour; unit < (hour + 1) * in_hour and count > 0; ++unit) {
    if (not starts.test(unit)) continue;
    kept.set(unit, unit + 1);
    --count;
  }
}

}  // namespace

NoShowRates no_show_rates(std::vector<Outcomes> const& outcomes) {
  std::map<std::string, std::pair<std::int64_t, std::int64_t>> sums;
  for (auto const& one : outcomes) {
    for (auto const& item : one.items) {
      sums[item.service].first += one.came + one.missed;
      sums[item.service].second += one.missed;
    }
  }
  NoShowRates rates;
  for (auto const& [service, sum] : sums) {
    if (sum.first >= least_outcomes) rates[service] = static_cast<double>(sum.second) / static_cast<double>(sum.first);
  }
  return rates;
}

double no_show_rate(NoShowRates const& rates, std::vector<Item> const& items) {
  double lowest = items.empty() ? 0 : 1;
  for (auto const& item : items) {
    auto const found = rates.find(item.service);
    lowest = std::min(lowest, found == rates.end() ? 0 : found->second);
  }
  return lowest;
}

// The small addition keeps 0.1 × 10 from being less than one.
int allowed_extra(int overbook_percent, double expected_no_shows) {
  return static_cast<int>(std::floor(overbook_percent * expected_no_shows / 100 + 1e-9));
}

void add_extra_desk(Plan& plan, std::int64_t id) {
  auto skills = common_skills(plan);
  if (not skills) return;
  plan.desks.push_back({.id = id,
                        .office = plan.settings.office,
                        .name = "Überbuchung",
                        .position = static_cast<int>(plan.desks.size()) + 1,
                        .active = true,
                        .resource = false,
                        .overbook = true,
                        .skills = std::move(*skills)});
}

Desk const* extra_desk(Plan const& plan) {
  return plan.desks.empty() or not plan.desks.back().overbook ? nullptr : &plan.desks.back();
}

Overbooking overbooking_of(Calendar const& calendar, NoShowRates rates) {
  return {.rates = std::move(rates), .by_rules = together(calendar)};
}

void overbook(Calendar& calendar, std::span<HourBookings const> bookings) {
  auto const& plan = *calendar.plan;
  auto const row = plan.desks.size() - 1;
  auto const count = static_cast<std::size_t>(calendar.taken.days());
  auto const expected = expected_no_shows(calendar, bookings);
  auto open = std::make_shared<std::vector<OpenDay>>(*calendar.open);
  for (std::size_t day = 0; day < count; ++day) {
    auto const& by_rules = calendar.overbooking->by_rules[day];
    OpenDay extra{.staff = by_rules.online, .online = by_rules.online, .starts = {}};
    for (int hour = 0; hour < hours; ++hour) {
      auto const missing = expected[day * hours + static_cast<std::size_t>(hour)];
      keep_starts(by_rules.starts, hour, allowed_extra(plan.settings.overbook_percent, missing), extra.starts);
    }
    (*open)[row * count + day] = extra;
  }
  calendar.open = std::move(open);
}

}  // namespace kreislauf::appointments

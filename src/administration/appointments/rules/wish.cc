#include "administration/appointments/rules/wish.h"

#include <algorithm>
#include <array>

#include "administration/appointments/rules/open_pieces.h"

namespace kreislauf::appointments {

namespace {

int quantity_of(std::vector<Item> const& items, std::string_view service) {
  int sum = 0;
  for (auto const& item : items) sum += item.service == service ? item.quantity : 0;
  return sum;
}

Serves offered(Plan const& plan, Wish const& wish) {
  if (wish.items.empty()) return Serves::unknown_service;
  for (auto const& item : wish.items) {
    auto const* const offer = plan.service(item.service);
    if (offer == nullptr) return Serves::unknown_service;
    if (not offer->online and not wish.staff) return Serves::not_online;
    if (item.quantity < 1 or quantity_of(wish.items, item.service) > offer->most) return Serves::too_many;
    if (not offer->takes(wish.channel)) return Serves::not_this_way;
  }
  return Serves::yes;
}

bool has_desk(Plan const& plan, std::vector<Item> const& items) {
  return std::any_of(plan.desks.begin(), plan.desks.end(), [&](auto const& desk) { return does_all(desk, items); });
}

bool has_resource(Plan const& plan, std::vector<Item> const& items) {
  auto const need = resource_need(plan, items);
  if (need.more_than_one) return false;
  return need.name.empty() or std::any_of(plan.resources.begin(), plan.resources.end(),
                                          [&](auto const& unit) { return unit.active and unit.name == need.name; });
}

/// Never says no when some day has that much time: rules that follow each other count as one.
bool fits_somewhere(Rules const& rules, Wish const& wish, int units) {
  auto const counts = [&](Rule const& rule) {
    return rule.kind == RuleKind::appointment and (wish.staff or rule.online != 0);
  };
  std::array<DayBits, 7> week;
  for (auto const& rule : rules.rules) {
    if (not counts(rule)) continue;
    if (rule.to - rule.from >= units * unit_minutes) return true;
    for (std::size_t weekday = 0; weekday < week.size(); ++weekday) {
      if ((rule.weekdays >> weekday & 1) != 0) week[weekday].set(rule.from / unit_minutes, rule.to / unit_minutes);
    }
  }
  return std::any_of(week.begin(), week.end(), [&](auto const& day) { return day.runs(units).any(); });
}

}  // namespace

bool does_all(Desk const& desk, std::vector<Item> const& items) {
  return desk.active and
         std::all_of(items.begin(), items.end(), [&](auto const& item) { return desk.does(item.service); });
}

ResourceNeed resource_need(Plan const& plan, std::vector<Item> const& items) {
  ResourceNeed need;
  for (auto const& item : items) {
    auto const* const offer = plan.service(item.service);
    if (offer == nullptr or offer->resource.empty() or offer->resource == need.name) continue;
    need.more_than_one = not need.name.empty();
    need.name = offer->resource;
  }
  return need;
}

int minutes_for(Plan const& plan, std::vector<Item> const& items) {
  int minutes = 0;
  for (auto const& item : items) {
    if (auto const* const offer = plan.service(item.service)) minutes += offer->minutes * item.quantity;
  }
  return units_of(minutes) * unit_minutes;
}

Serves serves(Plan const& plan, Wish const& wish) {
  if (auto const answer = offered(plan, wish); answer != Serves::yes) return answer;
  if (not has_desk(plan, wish.items) or not has_resource(plan, wish.items)) return Serves::no_desk;
  auto const units = units_of(minutes_for(plan, wish.items));
  if (units > units_per_day or not fits_somewhere(plan.rules, wish, units)) return Serves::too_long;
  if (not wish.staff and not plan.settings.paused.empty()) return Serves::paused;
  return Serves::yes;
}

}  // namespace kreislauf::appointments

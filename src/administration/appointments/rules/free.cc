#include <algorithm>
#include <limits>

#include "administration/appointments/rules/wish.h"

namespace kreislauf::appointments {

using std::chrono::days;

namespace {

/// Days and units from which a wish can be served at one office.
struct Window {
  Day first{}, last{};  ///< empty when last < first
  Day bound_day{};      ///< on this day only from bound_unit
  int bound_unit = 0;
  int from_unit = 0, to_unit = units_per_day;  ///< part of the day
};

void bound_below(Window& window, Instant bound) {
  auto const legal = legal_time(bound);
  window.bound_day = legal.day;
  window.bound_unit = units_of(legal.minute_of_day);
  // Seconds count, and on the night of the change to winter time the first pass of the hour may be over.
  while (window.bound_unit < units_per_day and instant_of(window.bound_day, window.bound_unit * unit_minutes) < bound)
    ++window.bound_unit;
  window.first = std::max(window.first, window.bound_day);
}

Window window_of(Calendar const& calendar, Wish const& wish, Instant now) {
  auto const& settings = calendar.plan->settings;
  auto const& taken = calendar.taken;
  Day const today = legal_time(now).day;
  Window window{.first = taken.first(), .last = taken.first() + days{taken.days() - 1}};
  if (wish.staff) {
    bound_below(window, now);
  } else {
    window.first = std::max(window.first, today + days{settings.first_day});
    window.last = std::min(window.last, today + days{settings.last_day});
    bound_below(window, now + std::chrono::minutes{settings.lead_minutes});
  }
  return window;
}

void narrow(Window& window, Wish const& wish) {
  if (wish.from) window.first = std::max(window.first, *wish.from);
  if (wish.to) window.last = std::min(window.last, *wish.to);
  if (wish.part == DayPart::morning) window.to_unit = units_of(12 * 60);
  if (wish.part == DayPart::afternoon) window.from_unit = units_of(12 * 60);
  if (wish.part == DayPart::late) window.from_unit = units_of(16 * 60);
}

/// Rows of the desks that do all items, in the order in which they are given away.
std::vector<std::size_t> desk_rows(Plan const& plan, std::vector<Item> const& items) {
  std::vector<std::size_t> rows;
  for (std::size_t row = 0; row < plan.desks.size(); ++row) {
    if (does_all(plan.desks[row], items)) rows.push_back(row);
  }
  auto const skills = [&](std::size_t row) {
    auto const count = plan.desks[row].skills.size();
    return count == 0 or plan.desks[row].overbook ? std::numeric_limits<std::size_t>::max() : count;
  };
  std::stable_sort(rows.begin(), rows.end(), [&](auto one, auto other) { return skills(one) < skills(other); });
  return rows;
}

std::vector<std::size_t> resource_rows(Plan const& plan, std::string_view name) {
  std::vector<std::size_t> rows;
  for (std::size_t i = 0; i < plan.resources.size(); ++i) {
    if (plan.resources[i].active and plan.resources[i].name == name) rows.push_back(plan.desks.size() + i);
  }
  return rows;
}

/// One office asked for one wish. All that does not change from day to day is worked out once.
class Search {
 public:
  Search(Calendar const& calendar, std::size_t place, Wish const& wish, Window const& window)
      : calendar_{calendar},
        place_{place},
        window_{window},
        bits_{wish.staff ? &OpenDay::staff : &OpenDay::online},
        units_{units_of(minutes_for(*calendar.plan, wish.items))},
        desks_{desk_rows(*calendar.plan, wish.items)} {
    auto const need = resource_need(*calendar.plan, wish.items);
    needs_resource_ = not need.name.empty();
    if (needs_resource_) resources_ = resource_rows(*calendar.plan, need.name);
  }

  Day first() const { return window_.first; }
  Day last() const { return window_.last; }
  bool covers(Day day) const { return window_.first <= day and day <= window_.last; }

  /// All starts at which some desk (and unit of the resource) is free.
  DayBits starts(Day day) const {
    DayBits any;
    for (auto const row : desks_) any = any | desk_starts(row, day);
    if (needs_resource_ and any.any()) any = any & resource_starts(day);
    any.clear(0, day == window_.bound_day ? std::max(window_.from_unit, window_.bound_unit) : window_.from_unit);
    any.clear(window_.to_unit, units_per_day);
    return any;
  }

  /// What to take at one of these starts.
  FreeTime take(Day day, int unit) const {
    FreeTime time{.calendar = place_, .day = day, .minute = unit * unit_minutes};
    time.desk = *std::find_if(desks_.begin(), desks_.end(), [&](auto row) { return desk_starts(row, day).test(unit); });
    if (needs_resource_) {
      time.resource =
          *std::find_if(resources_.begin(), resources_.end(), [&](auto row) { return row_free(row, day).test(unit); });
    }
    return time;
  }

  Seats seats(Day day, int unit) const {
    Seats out;
    std::copy_if(desks_.begin(), desks_.end(), std::back_inserter(out.desks),
                 [&](auto row) { return desk_starts(row, day).test(unit); });
    std::copy_if(resources_.begin(), resources_.end(), std::back_inserter(out.resources),
                 [&](auto row) { return row_free(row, day).test(unit); });
    return out;
  }

 private:
  DayBits desk_starts(std::size_t row, Day day) const {
    auto const& open = calendar_.open_at(row, day);
    auto const free = (open.*bits_).without(calendar_.taken.at(row, day));
    return free.any() ? free.runs(units_) & open.starts : free;
  }
  DayBits row_free(std::size_t row, Day day) const {
    DayBits all;
    all.set(0, units_per_day);
    return all.without(calendar_.taken.at(row, day)).runs(units_);
  }
  DayBits resource_starts(Day day) const {
    DayBits any;
    for (auto const row : resources_) any = any | row_free(row, day);
    return any;
  }

  Calendar const& calendar_;
  std::size_t place_;
  Window window_;
  DayBits OpenDay::*bits_;
  int units_;
  std::vector<std::size_t> desks_, resources_;
  bool needs_resource_ = false;
};

std::vector<Search> searches(std::span<Calendar const* const> calendars, Wish const& wish, Instant now) {
  std::vector<Search> out;
  for (std::size_t i = 0; i < calendars.size(); ++i) {
    auto const& calendar = *calendars[i];
    if (not wish.office.empty() and wish.office != calendar.plan->settings.office) continue;
    if (serves(*calendar.plan, wish) != Serves::yes) continue;
    auto window = window_of(calendar, wish, now);
    narrow(window, wish);
    if (window.first <= window.last) out.emplace_back(calendar, i, wish, window);
  }
  return out;
}

/// Appends the free times of one day in order; `starts` is scratch space, one for each search.
void append_day(std::vector<Search> const& all, Day day, std::vector<DayBits>& starts, std::size_t limit,
                std::vector<FreeTime>& found) {
  DayBits any;
  for (std::size_t i = 0; i < all.size(); ++i) {
    starts[i] = all[i].covers(day) ? all[i].starts(day) : DayBits{};
    any = any | starts[i];
  }
  any.each([&](int unit) {
    for (std::size_t i = 0; i < all.size() and found.size() < limit; ++i) {
      if (starts[i].test(unit)) found.push_back(all[i].take(day, unit));
    }
    return found.size() < limit;
  });
}

}  // namespace

std::vector<FreeTime> earliest(std::span<Calendar const* const> calendars, Wish const& wish, Instant now,
                               std::size_t limit) {
  std::vector<FreeTime> found;
  auto const all = searches(calendars, wish, now);
  if (all.empty() or limit == 0) return found;
  auto day = all.front().first(), last = all.front().last();
  for (auto const& search : all) {
    day = std::min(day, search.first());
    last = std::max(last, search.last());
  }
  std::vector<DayBits> starts(all.size());
  for (; day <= last and found.size() < limit; day += days{1}) append_day(all, day, starts, limit, found);
  return found;
}

std::vector<int> free_per_day(std::span<Calendar const* const> calendars, Wish const& wish, Instant now) {
  Day from = wish.from.value_or(Day{legal_time(now).day}), to = from - days{1};
  for (auto const* calendar : calendars) to = std::max(to, calendar->taken.first() + days{calendar->taken.days() - 1});
  if (wish.to) to = std::min(*wish.to, from + days{most_days - 1});
  std::vector<int> counts(static_cast<std::size_t>(std::max<std::int64_t>(0, (to - from).count() + 1)));
  for (auto const& search : searches(calendars, wish, now)) {
    for (auto day = std::max(from, search.first()); day <= std::min(to, search.last()); day += days{1}) {
      counts[static_cast<std::size_t>((day - from).count())] += search.starts(day).count();
    }
  }
  return counts;
}

namespace {

/// `use` with the search when the time is free.
template <class Use>
auto when_free(Calendar const& calendar, Wish const& wish, Day day, int minute, Instant now, Use const& use)
    -> std::optional<decltype(use(std::declval<Search const&>(), 0))> {
  if (minute < 0 or minute >= 24 * 60 or minute % unit_minutes != 0 or serves(*calendar.plan, wish) != Serves::yes)
    return std::nullopt;
  Search const search{calendar, 0, wish, window_of(calendar, wish, now)};
  if (not search.covers(day) or not search.starts(day).test(minute / unit_minutes)) return std::nullopt;
  return use(search, minute / unit_minutes);
}

}  // namespace

std::optional<FreeTime> claimable(Calendar const& calendar, Wish const& wish, Day day, int minute, Instant now) {
  return when_free(calendar, wish, day, minute, now,
                   [&](Search const& search, int unit) { return search.take(day, unit); });
}

std::optional<Seats> seats_at(Calendar const& calendar, Wish const& wish, Day day, int minute, Instant now) {
  return when_free(calendar, wish, day, minute, now,
                   [&](Search const& search, int unit) { return search.seats(day, unit); });
}

}  // namespace kreislauf::appointments

#include "administration/appointments/rules/rules_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "administration/appointments/rules/transitions.h"
#include "base/calendar.h"
#include "base/text.h"
#include "platform/i18n/dates.h"

namespace kreislauf::appointments {

using std::chrono::days;

namespace {

/// Open times by the rules, worked out once for each desk and day.
class OpenTimes {
 public:
  explicit OpenTimes(Plan const& plan) : plan_{plan} {}

  OpenDay const& of(std::size_t row, Day day) {
    auto const [place, fresh] = known_.try_emplace({row, day});
    if (fresh) place->second = open_day(plan_.rules, static_cast<int>(row) + 1, day);
    return place->second;
  }
  /// Of all desks in use together.
  DayBits any(Day day) {
    DayBits bits;
    for (std::size_t row = 0; row < plan_.desks.size(); ++row) {
      if (plan_.desks[row].active and not plan_.desks[row].overbook) bits = bits | of(row, day).staff;
    }
    return bits;
  }

 private:
  Plan const& plan_;
  std::map<std::pair<std::size_t, Day>, OpenDay> known_;
};

/// Why nothing is open on a day: the reason of a closure of all desks, or the holiday.
std::string reason_of(Plan const& plan, Day day) {
  for (auto const& closure : plan.rules.closures) {
    if (closure.first <= day and day <= closure.last and closure.desks.empty() and closure.from == 0 and
        closure.to == 24 * 60)
      return closure.reason.empty() ? "geschlossen" : closure.reason;
  }
  if (auto const holiday = holiday_nrw(std::chrono::year_month_day{day})) return std::string{*holiday};
  return {};
}

std::string outside(Plan const& plan, DayBits const& open, Day day, int first, int last) {
  if (not open.any()) {
    auto const reason = reason_of(plan, day);
    return reason.empty() ? "an diesem Tag ist geschlossen" : fmt::format("geschlossen: {}", reason);
  }
  if (not open.test(first)) return "liegt außerhalb der Zeiten";
  int end = first;
  while (end < last and open.test(end)) ++end;
  return fmt::format("endet nach Schluss ({})", i18n::clock(end * unit_minutes));
}

std::string why(Plan const& plan, OpenTimes& times, Appointment const& booking) {
  for (auto const& item : booking.items) {
    if (plan.service(item.service) == nullptr) return "der Dienst wird hier nicht mehr angeboten";
  }
  int const first = booking.minute / unit_minutes, last = std::min(first + units_of(booking.minutes), units_per_day);
  auto const desk =
      std::find_if(plan.desks.begin(), plan.desks.end(), [&](Desk const& one) { return one.id == booking.desk; });
  DayBits needed;
  needed.set(first, last);
  bool const own_desk = desk != plan.desks.end() and not desk->overbook;
  if (own_desk and not desk->active) return fmt::format("{} ist außer Betrieb", desk->name);
  if (own_desk and not std::all_of(booking.items.begin(), booking.items.end(),
                                   [&](Item const& item) { return desk->does(item.service); }))
    return fmt::format("{} macht den Dienst nicht mehr", desk->name);
  auto const open = own_desk ? times.of(static_cast<std::size_t>(desk - plan.desks.begin()), booking.day).staff
                             : times.any(booking.day);
  return needed.without(open).any() ? outside(plan, open, booking.day, first, last) : std::string{};
}

}  // namespace

std::vector<Misfit> misfits(Plan const& plan, std::span<Appointment const> bookings, Instant now) {
  std::vector<Misfit> found;
  OpenTimes times{plan};
  auto const from = iso_utc(now);
  for (auto const& booking : bookings) {
    if (booking.desk == 0 or booking.items.empty() or not holds_time(booking.state) or
        booking.state == State::blocked or booking.starts_at < from)
      continue;
    if (auto reason = why(plan, times, booking); not reason.empty()) found.push_back({&booking, std::move(reason)});
  }
  return found;
}

std::vector<DayCapacity> capacity_of_days(Plan const& plan, Day first, int count) {
  std::vector<DayCapacity> all;
  for (Day day = first; day < first + days{count}; day += days{1}) {
    DayCapacity one{.day = day, .capacity = {}, .closed = {}};
    for (std::size_t row = 0; row < plan.desks.size(); ++row) {
      if (not plan.desks[row].active or plan.desks[row].overbook) continue;
      auto const open = open_day(plan.rules, static_cast<int>(row) + 1, day);
      one.capacity.staff += (open.starts & open.staff).count();
      one.capacity.online += (open.starts & open.online).count();
    }
    if (one.capacity.staff == 0) one.closed = reason_of(plan, day);
    all.push_back(std::move(one));
  }
  return all;
}

std::array<Capacity, 7> capacity_of_weekdays(std::span<DayCapacity const> all) {
  std::array<Capacity, 7> sums{};
  for (auto const& one : all) {
    auto& sum = sums[std::chrono::weekday{one.day}.iso_encoding() - 1];
    sum.staff += one.capacity.staff;
    sum.online += one.capacity.online;
  }
  return sums;
}

std::vector<DiffLine> diff_lines(std::string_view before, std::string_view after) {
  auto const lines = [](std::string_view text) {
    if (text.ends_with('\n')) text.remove_suffix(1);
    return text.empty() ? std::vector<std::string_view>{} : text::split(text, '\n');
  };
  auto const a = lines(before), b = lines(after);
  // Length of the longest common part of what follows i and j.
  std::vector<std::vector<std::uint16_t>> common(a.size() + 1, std::vector<std::uint16_t>(b.size() + 1));
  for (auto i = a.size(); i-- > 0;) {
    for (auto j = b.size(); j-- > 0;)
      common[i][j] = a[i] == b[j] ? static_cast<std::uint16_t>(common[i + 1][j + 1] + 1)
                                  : std::max(common[i + 1][j], common[i][j + 1]);
  }
  std::vector<DiffLine> out;
  for (std::size_t i = 0, j = 0; i < a.size() or j < b.size();) {
    if (i < a.size() and j < b.size() and a[i] == b[j]) {
      out.push_back({DiffLine::same, std::string{a[i++]}});
      ++j;
    } else if (i < a.size() and (j == b.size() or common[i + 1][j] >= common[i][j + 1])) {
      out.push_back({DiffLine::removed, std::string{a[i++]}});
    } else {
      out.push_back({DiffLine::added, std::string{b[j++]}});
    }
  }
  return out;
}

}  // namespace kreislauf::appointments

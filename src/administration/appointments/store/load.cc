#include "administration/appointments/store/load.h"

#include <algorithm>
#include <map>

#include "administration/appointments/rules/rules.h"

namespace kreislauf::appointments {

using std::chrono::days;

namespace {

// What lies on a desk: walk-ins have none.
constexpr auto taken_by_day_and_hour = R"sql(
  SELECT day, minute / 60, SUM(minutes), SUM(CASE WHEN state = 'blocked' THEN 0 ELSE 1 END),
    SUM(CASE WHEN state = 'missed' THEN 1 ELSE 0 END)
  FROM appointments
  WHERE office = ? AND day >= ? AND day <= ? AND desk > 0 AND state NOT IN ('deleted', 'reserved', 'preconfirmed')
  GROUP BY day, minute / 60)sql";
constexpr auto waiting_people = R"sql(
  SELECT starts_at, arrived_at, called_at, origin FROM appointments
  WHERE office = ? AND day >= ? AND day <= ? AND arrived_at <> '' AND called_at <> '' AND calls = 1)sql";
constexpr auto served_by_desk = R"sql(
  SELECT called_desk, COUNT(*) FROM appointments
  WHERE office = ? AND day >= ? AND day <= ? AND state = 'finished' AND called_desk > 0
  GROUP BY called_desk ORDER BY 2 DESC, 1)sql";

int minutes_between(std::string const& from, std::string const& to) {
  return static_cast<int>(
      std::chrono::duration_cast<std::chrono::minutes>(parse_iso_utc(to) - parse_iso_utc(from)).count());
}

void add_open(LoadFigures& figures, Plan const& plan, Day first, Day last) {
  constexpr int in_hour = 60 / unit_minutes;
  for (Day day = first; day <= last; day += days{1}) {
    for (std::size_t row = 0; row < plan.desks.size(); ++row) {
      if (not plan.desks[row].active or plan.desks[row].overbook) continue;
      auto const open = open_day(plan.rules, static_cast<int>(row) + 1, day).staff;
      if (day >= figures.week)
        figures.days[static_cast<std::size_t>((day - figures.week).count())].open += open.count() * unit_minutes;
      open.each([&](int unit) {
        figures.hours[static_cast<std::size_t>(unit / in_hour)].open += unit_minutes;
        return true;
      });
    }
  }
}

Waits waits_of(std::vector<int>& values) {
  std::sort(values.begin(), values.end());
  return {.people = static_cast<int>(values.size()), .median = percentile(values, 50), .p90 = percentile(values, 90)};
}

void add_waits(LoadFigures& figures, db::Connection& connection, std::string const& office, Day first, Day last) {
  std::array<std::vector<int>, 24> by_hour;
  std::vector<int> all;
  connection.each(
      waiting_people,
      [&](db::Row const& row) {
        auto const starts = row.string(0), arrived = row.string(1);
        // Who comes early does not wait for the office before the own time.
        auto const from = row.text(3) == "walk_in" ? arrived : std::max(starts, arrived);
        auto const wait = std::max(0, minutes_between(from, row.string(2)));
        by_hour[static_cast<std::size_t>(legal_time(parse_iso_utc(arrived)).minute_of_day / 60)].push_back(wait);
        all.push_back(wait);
      },
      office, number_of(first), number_of(last));
  for (std::size_t hour = 0; hour < by_hour.size(); ++hour) figures.waits[hour] = waits_of(by_hour[hour]);
  figures.all_waits = waits_of(all);
}

std::vector<ServiceFigure> services_of(std::vector<Outcomes> const& outcomes) {
  std::map<std::string, ServiceFigure> sums;
  for (auto const& one : outcomes) {
    for (auto const& item : one.items) {
      auto& sum = sums[item.service];
      sum.service = item.service;
      sum.outcomes += one.came + one.missed;
      sum.missed += one.missed;
    }
  }
  std::vector<ServiceFigure> all;
  for (auto& [service, sum] : sums) all.push_back(std::move(sum));
  std::stable_sort(all.begin(), all.end(),
                   [](auto const& a, auto const& b) { return a.missed * b.outcomes > b.missed * a.outcomes; });
  return all;
}

}  // namespace

int percentile(std::vector<int> const& sorted, int percent) {
  if (sorted.empty()) return 0;
  auto const rank = (sorted.size() * static_cast<std::size_t>(percent) + 99) / 100;
  return sorted[std::max<std::size_t>(rank, 1) - 1];
}

LoadFigures load_figures(db::Connection& connection, Plan const& plan, Day week, Day today) {
  LoadFigures figures;
  figures.week = week;
  auto const& office = plan.settings.office;
  auto const last = week + days{6}, first = last - days{load_days - 1};
  add_open(figures, plan, first, last);
  connection.each(
      taken_by_day_and_hour,
      [&](db::Row const& row) {
        Fullness const part{.open = 0,
                            .taken = static_cast<int>(row.integer(2)),
                            .bookings = static_cast<int>(row.integer(3)),
                            .missed = static_cast<int>(row.integer(4))};
        auto const add = [&](Fullness& sum) {
          sum.taken += part.taken;
          sum.bookings += part.bookings;
          sum.missed += part.missed;
        };
        if (auto const day = row.integer(0) - number_of(week); day >= 0)
          add(figures.days.at(static_cast<std::size_t>(day)));
        add(figures.hours.at(static_cast<std::size_t>(row.integer(1))));
      },
      office, number_of(first), number_of(last));
  add_waits(figures, connection, office, first, last);
  connection.each(
      served_by_desk,
      [&](db::Row const& row) {
        figures.desks.push_back({row.integer(0), row.integer(1)});
      },
      office, number_of(first), number_of(last));
  figures.services = services_of(store::outcomes(connection, office, today - days{outcome_window}, today));
  return figures;
}

}  // namespace kreislauf::appointments

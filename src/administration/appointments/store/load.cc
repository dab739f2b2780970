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
    SUM(CASE WHEN state = 'missed' AND arrived_at = '' THEN 1 ELSE 0 END)
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

/// A legal day, and what it had.
struct DayLoad {
  std::array<Fullness, 24> hours{};
  Fullness sum() const {
    Fullness all;
    for (auto const& hour : hours) all += hour;
    return all;
  }
};

/// The days from `first` on, with their open hours.
std::vector<DayLoad> open_days(Plan const& plan, Day first, Day last) {
  constexpr int in_hour = 60 / unit_minutes;
  std::vector<DayLoad> all(static_cast<std::size_t>((last - first).count() + 1));
  for (std::size_t i = 0; i < all.size(); ++i) {
    for (std::size_t row = 0; row < plan.desks.size(); ++row) {
      if (not plan.desks[row].active or plan.desks[row].overbook) continue;
      auto const day = first + days{static_cast<int>(i)};
      open_day(plan.rules, static_cast<int>(row) + 1, day).staff.each([&](int unit) {
        all[i].hours[static_cast<std::size_t>(unit / in_hour)].open += unit_minutes;
        return true;
      });
    }
  }
  return all;
}

std::vector<DayLoad> loads_of(db::Connection& connection, Plan const& plan, Day first, Day last) {
  auto all = open_days(plan, first, last);
  connection.each(
      taken_by_day_and_hour,
      [&](db::Row const& row) {
        auto const day = static_cast<std::size_t>(row.integer(0) - number_of(first));
        all.at(day).hours.at(static_cast<std::size_t>(row.integer(1))) += {.open = 0,
                                                                           .taken = static_cast<int>(row.integer(2)),
                                                                           .bookings = static_cast<int>(row.integer(3)),
                                                                           .missed = static_cast<int>(row.integer(4))};
      },
      plan.settings.office, number_of(first), number_of(last));
  return all;
}

Waits waits_of(std::vector<int> values) {
  std::sort(values.begin(), values.end());
  return {.people = static_cast<int>(values.size()), .median = percentile(values, 50), .p90 = percentile(values, 90)};
}

/// How long people waited on these days, in the order of the hours in which they came; the last is all together.
std::array<Waits, 25> waits_between(db::Connection& connection, std::string const& office, Day first, Day last) {
  std::array<std::vector<int>, 25> by_hour;
  connection.each(
      waiting_people,
      [&](db::Row const& row) {
        auto const starts = row.string(0), arrived = row.string(1);
        // Who comes early does not wait for the office before the own time.
        auto const from = row.text(3) == "walk_in" ? arrived : std::max(starts, arrived);
        auto const wait = std::max(0, minutes_between(from, row.string(2)));
        by_hour[static_cast<std::size_t>(legal_time(parse_iso_utc(arrived)).minute_of_day / 60)].push_back(wait);
        by_hour.back().push_back(wait);
      },
      office, number_of(first), number_of(last));
  std::array<Waits, 25> waits;
  std::transform(by_hour.begin(), by_hour.end(), waits.begin(), waits_of);
  return waits;
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

Fullness& Fullness::operator+=(Fullness const& other) {
  open += other.open;
  taken += other.taken;
  bookings += other.bookings;
  missed += other.missed;
  return *this;
}

namespace {

Day monday_of(Day day) { return day - days{static_cast<int>(std::chrono::weekday{day}.iso_encoding()) - 1}; }

void add_week_and_usual(LoadFigures& figures, db::Connection& connection, Plan const& plan) {
  auto const week = loads_of(connection, plan, figures.week, figures.week + days{6});
  for (std::size_t i = 0; i < 7; ++i) figures.days[i] = week[i].sum();
  auto const end = std::min(figures.week, monday_of(figures.today));
  auto const before = loads_of(connection, plan, end - days{load_days}, end - days{1});
  for (std::size_t i = 0; i < before.size(); ++i) figures.usual[i % 7] += before[i].sum();
}

void add_hours(LoadFigures& figures, db::Connection& connection, Plan const& plan) {
  auto const past = loads_of(connection, plan, figures.first, figures.last);
  auto const first = static_cast<std::size_t>((figures.first - monday_of(figures.first)).count());
  for (std::size_t i = 0; i < past.size(); ++i) {
    for (std::size_t hour = 0; hour < 24; ++hour) figures.hours[(first + i) % 7][hour] += past[i].hours[hour];
  }
}

void add_waits(LoadFigures& figures, db::Connection& connection, std::string const& office) {
  auto const waits = waits_between(connection, office, figures.first, figures.last);
  std::copy_n(waits.begin(), figures.waits.size(), figures.waits.begin());
  figures.all_waits = waits.back();
  figures.waits_before =
      waits_between(connection, office, figures.first - days{load_days}, figures.first - days{1}).back();
}

}  // namespace

LoadFigures load_figures(db::Connection& connection, Plan const& plan, Day week, Day today) {
  LoadFigures figures;
  figures.week = week;
  figures.today = today;
  figures.last = std::min(week + days{6}, today - days{1});
  figures.first = figures.last - days{load_days - 1};
  auto const& office = plan.settings.office;
  add_week_and_usual(figures, connection, plan);
  add_hours(figures, connection, plan);
  add_waits(figures, connection, office);
  connection.each(
      served_by_desk,
      [&](db::Row const& row) {
        figures.desks.push_back({row.integer(0), row.integer(1)});
      },
      office, number_of(figures.first), number_of(figures.last));
  figures.services = services_of(store::outcomes(connection, office, today - days{outcome_window}, today));
  return figures;
}

}  // namespace kreislauf::appointments

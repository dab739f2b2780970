#include "administration/appointments/management/load_plots.h"

#include <fmt/format.h>

#include <algorithm>

#include "platform/i18n/dates.h"

namespace kreislauf::appointments::management {

using std::chrono::days;

namespace {

/// Above this there is hardly a time left for who comes with something urgent; above that people begin to complain.
/// Marks to compare with, not limits of the program.
constexpr int full_mark = 85, wait_mark = 15;

std::string joined(std::vector<kern::Bar> const& bars, std::string_view unit) {
  std::string text;
  for (auto const& bar : bars) text += fmt::format("{}{} {}", text.empty() ? "" : ", ", bar.label, bar.value);
  return text + std::string{unit};
}

std::string hour_text(std::size_t hour) { return fmt::format("{}–{} Uhr", hour, hour + 1); }

std::string period_text(Day first, Day last) {
  return fmt::format("{} bis {}", i18n::numeric_date(first), i18n::numeric_date(last));
}

/// The days of the week on one side of today, with sums.
struct Side {
  std::vector<std::size_t> days;
  Fullness sum, usual;
  std::size_t fullest = 0;
};

Side side_of(LoadFigures const& figures, bool past) {
  Side side;
  for (std::size_t i = 0; i < 7; ++i) {
    auto const& day = figures.days[i];
    if (figures.is_past(i) != past or (day.open == 0 and day.bookings == 0)) continue;
    if (side.days.empty() or day.percent() > figures.days[side.fullest].percent()) side.fullest = i;
    side.days.push_back(i);
    side.sum += day;
    side.usual += figures.usual[i];
  }
  return side;
}

void add_days(kern::Plot& plot, LoadFigures const& figures, Side const& side) {
  for (auto const i : side.days) {
    auto const& day = figures.days[i];
    auto const usual = figures.usual[i].percent();
    plot.bars.push_back({i18n::short_date(figures.day(i)), day.percent(), usual});
    std::vector<std::string> row{
        i18n::short_date(figures.day(i)), std::to_string(day.open), std::to_string(day.taken),
        std::to_string(day.percent()),    std::to_string(usual),    std::to_string(day.bookings)};
    if (not plot.plan) row.push_back(std::to_string(day.missed));
    plot.rows.push_back(std::move(row));
  }
  plot.unit = "% der Zeit";
  plot.second = "Mittel der vier Wochen davor";
  plot.mark = full_mark;
  plot.mark_label = fmt::format("Richtwert: höchstens {}", full_mark);
  plot.reading = fmt::format("Säulen: vergebene Minuten je Tag, {} von 100", joined(plot.bars, ""));
}

kern::Plot past_plot(StaffRoom const& room, LoadFigures const& figures, Side const& side) {
  kern::Plot plot{.id = "tage",
                  .heading = "Wie voll waren die Schalter?",
                  .first = "Diese Tage",
                  .columns = {"Tag", "Minuten offen", "Minuten vergeben", "Vergeben von 100", "Sonst von 100",
                              "Termine", "Nicht erschienen"}};
  add_days(plot, figures, side);
  plot.strong =
      fmt::format("{} war am vollsten: {} % der Zeit waren vergeben.",
                  i18n::weekday(room.c.t, static_cast<int>(side.fullest)), figures.days[side.fullest].percent());
  plot.rest = fmt::format(
      "Im Schnitt waren es {} von 100, an diesen Tagen der vier Wochen davor {}. Von {} Gebuchten "
      "kamen {} nicht.",
      side.sum.percent(), side.usual.percent(), side.sum.bookings, side.sum.missed);
  return plot;
}

kern::Plot plan_plot(StaffRoom const& room, LoadFigures const& figures, Side const& side) {
  kern::Plot plot{
      .id = "plan",
      .heading = "Was ist schon vergeben?",
      .first = "Bis jetzt vergeben",
      .plan = true,
      .columns = {"Tag", "Minuten offen", "Minuten vergeben", "Vergeben von 100", "Sonst von 100", "Termine"}};
  add_days(plot, figures, side);
  auto const day = figures.day(side.fullest);
  plot.strong = fmt::format("{} wird am vollsten: {} % der Zeit sind schon vergeben.",
                            day == figures.today ? std::string{"Heute"}
                                                 : std::string{i18n::weekday(room.c.t, static_cast<int>(side.fullest))},
                            figures.days[side.fullest].percent());
  plot.rest = fmt::format(
      "Bis jetzt sind es {} Termine und {} % der Zeit. Am Ende waren es an diesen Tagen der "
      "letzten vier Wochen {} %.",
      side.sum.bookings, side.sum.percent(), side.usual.percent());
  return plot;
}

kern::Plot waits_plot(LoadFigures const& figures) {
  kern::Plot plot{.id = "warten",
                  .heading = "Wie lange haben Menschen gewartet?",
                  .unit = "Minuten",
                  .first = "9 von 10 höchstens",
                  .second = "die Hälfte höchstens",
                  .mark = wait_mark,
                  .mark_label = fmt::format("Richtwert: höchstens {} Minuten", wait_mark),
                  .columns = {"Ankunft", "Menschen", "Hälfte höchstens (Minuten)", "9 von 10 höchstens (Minuten)"}};
  plot.most = 20;
  for (std::size_t i = 0; i < 24; ++i) {
    auto const& waits = figures.waits[i];
    if (waits.people == 0) continue;
    plot.bars.push_back({hour_text(i), waits.p90, waits.median});
    plot.rows.push_back(
        {hour_text(i), std::to_string(waits.people), std::to_string(waits.median), std::to_string(waits.p90)});
    while (waits.p90 > plot.most) plot.most += 10;
  }
  plot.strong = fmt::format("Die Hälfte der Menschen wartete höchstens {} Minuten, 9 von 10 höchstens {}.",
                            figures.all_waits.median, figures.all_waits.p90);
  if (figures.waits_before.people > 0) {
    plot.rest = fmt::format("In den vier Wochen davor waren es {} und {}. ", figures.waits_before.median,
                            figures.waits_before.p90);
  }
  plot.rest += fmt::format(
      "Nach Stunde der Ankunft, {}. Gezählt ab der gebuchten Zeit; wer später kam oder keinen Termin hatte: ab der "
      "Ankunft.",
      period_text(figures.first, figures.last));
  plot.reading = fmt::format("Säulen: so viele Minuten warten 9 von 10 höchstens, nach Stunde der Ankunft, {}",
                             joined(plot.bars, " Minuten"));
  return plot;
}

kern::Plot services_plot(StaffRoom const& room, LoadFigures const& figures) {
  kern::Plot plot{.id = "ausfall",
                  .heading = "Wer kam nicht?",
                  .rest = "Letzte 90 Tage, gebuchte Termine. Wer da war und vor dem Aufruf ging, zählt nicht.",
                  .columns = {"Dienst", "Termine", "Nicht erschienen", "von 100"}};
  std::int64_t outcomes = 0, missed = 0;
  for (auto const& one : figures.services) {
    outcomes += one.outcomes;
    missed += one.missed;
    plot.rows.push_back({service_name(room.module, room.c, room.plan, one.service), std::to_string(one.outcomes),
                         std::to_string(one.missed), std::to_string(one.percent())});
  }
  if (outcomes > 0) plot.strong = fmt::format("{} von 100 Gebuchten kamen nicht.", 100 * missed / outcomes);
  return plot;
}

kern::Plot desks_plot(StaffRoom const& room, LoadFigures const& figures) {
  kern::Plot plot{.id = "schalter",
                  .heading = "Wie viele Menschen je Schalter?",
                  .rest = period_text(figures.first, figures.last) + ".",
                  .unit = "Menschen",
                  .columns = {"Schalter", "Menschen"}};
  std::int64_t sum = 0;
  plot.most = 10;
  for (auto const& one : figures.desks) {
    auto const* desk = room.desk(one.desk);
    auto const name = desk == nullptr ? std::string{"früherer Schalter"} : desk->name;
    sum += one.served;
    plot.bars.push_back({name, static_cast<int>(one.served)});
    plot.rows.push_back({name, std::to_string(one.served)});
    while (one.served > plot.most) plot.most += plot.most < 100 ? 10 : 100;
  }
  plot.strong = fmt::format("{} Menschen wurden bedient.", sum);
  plot.reading = fmt::format("Säulen: bediente Menschen je Schalter, {}", joined(plot.bars, ""));
  return plot;
}

/// Hours from the first to the last in which anything was open on any day.
std::vector<std::size_t> open_hours(LoadFigures const& figures) {
  std::vector<std::size_t> hours;
  for (std::size_t hour = 0; hour < 24; ++hour) {
    if (std::any_of(figures.hours.begin(), figures.hours.end(), [&](auto const& day) { return day[hour].open > 0; }))
      hours.push_back(hour);
  }
  return hours;
}

}  // namespace

std::vector<kern::Plot> week_plots(StaffRoom const& room, LoadFigures const& figures) {
  std::vector<kern::Plot> plots;
  auto const past = side_of(figures, true), plan = side_of(figures, false);
  if (not past.days.empty()) plots.push_back(past_plot(room, figures, past));
  if (not plan.days.empty()) plots.push_back(plan_plot(room, figures, plan));
  return plots;
}

kern::HeatMap heat_map_of(StaffRoom const& room, LoadFigures const& figures) {
  kern::HeatMap map{
      .id = "stunden",
      .heading = "Wann war es voll?",
      .rest = fmt::format("Vergebene von 100 offenen Minuten, {}.", period_text(figures.first, figures.last)),
      .corner = "Stunde",
      .columns = {"Wochentag und Stunde", "Minuten offen", "Minuten vergeben", "Vergeben von 100", "Termine",
                  "Nicht erschienen"}};
  auto const name = [&](std::size_t day) { return std::string{i18n::weekday(room.c.t, static_cast<int>(day))}; };
  int most = 0;
  std::vector<std::size_t> shown;
  for (std::size_t day = 0; day < 7; ++day) {
    auto const open = [](Fullness const& one) { return one.open > 0; };
    if (std::none_of(figures.hours[day].begin(), figures.hours[day].end(), open)) continue;
    shown.push_back(day);
    map.tops.emplace_back(i18n::weekday_short(room.c.t, static_cast<int>(day)));
  }
  map.strong = "In dieser Zeit war nichts vergeben.";
  for (auto const hour : open_hours(figures)) {
    auto& line = map.lines.emplace_back(kern::HeatMap::Line{hour_text(hour), {}});
    for (auto const day : shown) {
      auto const& one = figures.hours[day][hour];
      line.values.push_back(one.open > 0 ? std::optional{one.percent()} : std::nullopt);
      if (one.open == 0) continue;
      if (one.percent() > most)
        map.strong = fmt::format("{} von {} bis {} Uhr war am vollsten: {} % der Zeit.", name(day), hour, hour + 1,
                                 most = one.percent());
      map.rows.push_back({fmt::format("{}, {}", name(day), hour_text(hour)), std::to_string(one.open),
                          std::to_string(one.taken), std::to_string(one.percent()), std::to_string(one.bookings),
                          std::to_string(one.missed)});
    }
  }
  return map;
}

std::vector<kern::Plot> people_plots(StaffRoom const& room, LoadFigures const& figures) {
  return {waits_plot(figures), services_plot(room, figures), desks_plot(room, figures)};
}

}  // namespace kreislauf::appointments::management

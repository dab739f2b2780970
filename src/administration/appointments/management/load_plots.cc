#include "administration/appointments/management/load_plots.h"

#include <fmt/format.h>

#include "platform/i18n/dates.h"

namespace kreislauf::appointments::management {

using std::chrono::days;

namespace {

std::string joined(std::vector<kern::Bar> const& bars, std::string_view unit) {
  std::string text;
  for (auto const& bar : bars) text += fmt::format("{}{} {}", text.empty() ? "" : ", ", bar.label, bar.value);
  return text + std::string{unit};
}

/// How full a day or an hour was, as columns and as a row of them.
std::vector<std::string> fullness_columns(std::string_view of) {
  return {std::string{of}, "Minuten offen", "Minuten vergeben", "Vergeben von 100", "Termine", "Nicht erschienen"};
}

std::vector<std::string> fullness_row(std::string of, Fullness const& one) {
  return {std::move(of),
          std::to_string(one.open),
          std::to_string(one.taken),
          std::to_string(one.percent()),
          std::to_string(one.bookings),
          std::to_string(one.missed)};
}

std::string hour_text(std::size_t hour) { return fmt::format("{}–{} Uhr", hour, hour + 1); }

kern::Plot days_plot(StaffRoom const& room, LoadFigures const& figures) {
  auto const& t = room.c.t;
  kern::Plot plot{.id = "tage", .heading = "Wie voll waren die Schalter?", .columns = fullness_columns("Tag")};
  Fullness sum;
  std::size_t best = 0;
  for (std::size_t i = 0; i < 7; ++i) {
    auto const& day = figures.days[i];
    if (day.open == 0 and day.bookings == 0) continue;
    plot.bars.push_back({i18n::weekday_short(t, static_cast<int>(i)), day.percent()});
    plot.rows.push_back(fullness_row(i18n::short_date(figures.week + days{i}), day));
    if (plot.bars.size() == 1 or day.percent() > figures.days[best].percent()) best = i;
    sum.open += day.open;
    sum.taken += day.taken;
    sum.bookings += day.bookings;
    sum.missed += day.missed;
  }
  if (plot.rows.empty()) return plot;
  plot.strong = fmt::format("{} war am vollsten: {} von 100 Minuten waren vergeben.",
                            i18n::weekday(t, static_cast<int>(best)), figures.days[best].percent());
  plot.rest = fmt::format("Im Schnitt waren es {} von 100. Von {} Gebuchten kamen {} nicht.", sum.percent(),
                          sum.bookings, sum.missed);
  plot.reading = fmt::format("Säulen: vergebene Minuten je Tag, {} von 100", joined(plot.bars, ""));
  return plot;
}

kern::Plot hours_plot(LoadFigures const& figures) {
  kern::Plot plot{.id = "stunden",
                  .heading = "Zu welcher Stunde?",
                  .rest = "Vier Wochen bis zum Ende der gezeigten Woche.",
                  .columns = fullness_columns("Stunde")};
  std::size_t best = 0;
  for (std::size_t i = 0; i < 24; ++i) {
    auto const& hour = figures.hours[i];
    if (hour.open == 0) continue;
    plot.bars.push_back({std::to_string(i), hour.percent()});
    plot.rows.push_back(fullness_row(hour_text(i), hour));
    if (plot.bars.size() == 1 or hour.percent() > figures.hours[best].percent()) best = i;
  }
  plot.strong = fmt::format("Zwischen {} und {} Uhr war es am vollsten: {} von 100 Minuten.", best, best + 1,
                            figures.hours[best].percent());
  plot.reading = fmt::format("Säulen: vergebene Minuten je Stunde, {} von 100", joined(plot.bars, ""));
  return plot;
}

kern::Plot waits_plot(LoadFigures const& figures) {
  kern::Plot plot{.id = "warten",
                  .heading = "Wie lange haben Menschen gewartet?",
                  .columns = {"Ankunft", "Menschen", "Hälfte höchstens (Minuten)", "9 von 10 höchstens (Minuten)"}};
  plot.most = 10;
  for (std::size_t i = 0; i < 24; ++i) {
    auto const& waits = figures.waits[i];
    if (waits.people == 0) continue;
    plot.bars.push_back({std::to_string(i), waits.p90, waits.median});
    plot.rows.push_back(
        {hour_text(i), std::to_string(waits.people), std::to_string(waits.median), std::to_string(waits.p90)});
    while (waits.p90 > plot.most) plot.most += 10;
  }
  plot.strong = fmt::format("Die Hälfte der Menschen wartete höchstens {} Minuten, 9 von 10 höchstens {}.",
                            figures.all_waits.median, figures.all_waits.p90);
  plot.rest =
      "Gezählt ab der gebuchten Zeit, wer später kam oder keinen Termin hatte: ab der Ankunft. Links: 9 von 10; "
      "rechts: die Hälfte.";
  plot.reading = fmt::format("Säulen: so viele Minuten warten 9 von 10 höchstens, nach Stunde der Ankunft, {}",
                             joined(plot.bars, " Minuten"));
  return plot;
}

kern::Plot services_plot(StaffRoom const& room, LoadFigures const& figures) {
  kern::Plot plot{.id = "ausfall",
                  .heading = "Wer kam nicht?",
                  .rest = "Letzte 90 Tage, gebuchte Termine.",
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
                  .rest = "Vier Wochen bis zum Ende der gezeigten Woche.",
                  .columns = {"Schalter", "Menschen"}};
  std::int64_t sum = 0;
  plot.most = 10;
  for (auto const& one : figures.desks) {
    auto const* desk = room.desk(one.desk);
    sum += one.served;
    plot.rows.push_back({desk == nullptr ? "früherer Schalter" : desk->name, std::to_string(one.served)});
  }
  plot.strong = fmt::format("{} Menschen wurden bedient.", sum);
  return plot;
}

}  // namespace

std::vector<kern::Plot> plots_of(StaffRoom const& room, LoadFigures const& figures) {
  return {days_plot(room, figures), hours_plot(figures), waits_plot(figures), services_plot(room, figures),
          desks_plot(room, figures)};
}

}  // namespace kreislauf::appointments::management

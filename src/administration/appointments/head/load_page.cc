#include <fmt/format.h>

#include <algorithm>

#include "administration/appointments/head/head.h"
#include "administration/appointments/head/load.h"

// How full the office was: each figure as a sentence, a picture and a table.
namespace kreislauf::appointments::head {

using std::chrono::days;

namespace {

constexpr std::array<std::string_view, 7> weekday_names{"Montag",  "Dienstag", "Mittwoch", "Donnerstag",
                                                        "Freitag", "Samstag",  "Sonntag"};
constexpr std::array<std::string_view, 7> weekday_short{"Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"};

struct Bar {
  std::string label;
  int value = 0;
  std::optional<int> second = {};
};

struct Plot {
  std::string id;
  std::string heading;
  std::string strong, rest;  ///< the summary
  std::string reading;       ///< what a screen reader says of the picture: `Säulen: ...`
  std::vector<Bar> bars;
  int most = 100;
  std::vector<std::string> columns;
  std::vector<std::vector<std::string>> rows;
};

void write_bars(html::Writer& out, Plot const& plot) {
  constexpr int left = 48, right = 710, top = 20, bottom = 200;
  auto const y = [&](int value) { return bottom - (bottom - top) * std::min(value, plot.most) / plot.most; };
  out("<svg viewBox=\"0 0 720 240\" role=\"img\" aria-labelledby=\"", plot.id, "-t\"><title id=\"", plot.id, "-t\">",
      plot.reading,
      "</title><path class=\"kl-plot__grid\" d=\"M48 20H710M48 65H710M48 110H710M48 155H710\"/><text "
      "class=\"kl-plot__text kl-plot__text--end\" x=\"42\" y=\"24\">",
      plot.most, "</text><text class=\"kl-plot__text kl-plot__text--end\" x=\"42\" y=\"114\">", plot.most / 2,
      "</text><text class=\"kl-plot__text kl-plot__text--end\" x=\"42\" y=\"204\">0</text>");
  auto const count = static_cast<int>(plot.bars.size());
  for (int i = 0; i < count; ++i) {
    auto const& bar = plot.bars[static_cast<std::size_t>(i)];
    int const begin = left + (right - left) * i / count, end = left + (right - left) * (i + 1) / count,
              gap = (end - begin) / 5, room = end - begin - 2 * gap;
    int const wide = bar.second ? room / 2 : room;
    out("<rect class=\"kl-plot__bar\" x=\"", begin + gap, "\" y=\"", y(bar.value), "\" width=\"", wide, "\" height=\"",
        bottom - y(bar.value), "\"/>");
    if (bar.second)
      out("<rect class=\"kl-plot__bar kl-plot__bar--2\" x=\"", begin + gap + wide, "\" y=\"", y(*bar.second),
          "\" width=\"", wide, "\" height=\"", bottom - y(*bar.second), "\"/>");
    out("<text class=\"kl-plot__text kl-plot__text--middle\" x=\"", (begin + end) / 2, "\" y=\"222\">", bar.label,
        "</text>");
  }
  out("<path class=\"kl-plot__axis\" d=\"M48 200H710\"/></svg>");
}

void write_plot(html::Writer& out, Plot const& plot) {
  out("<section class=\"kl-section\" aria-labelledby=\"", plot.id, "\"><h2 id=\"", plot.id, "\">", plot.heading,
      "</h2>");
  if (plot.rows.empty()) {
    out("<p>Dafür gibt es noch keine Zahlen.</p></section>");
    return;
  }
  out("<figure class=\"kl-plot\"><figcaption><b>", plot.strong, "</b> ", plot.rest, "</figcaption>");
  if (not plot.bars.empty()) {
    out("<div class=\"kl-plot__pane\" role=\"group\" aria-label=\"Diagramm: ", plot.heading, "\" tabindex=\"0\">");
    write_bars(out, plot);
    out("</div>");
  }
  out("<details class=\"kl-fold\"", plot.bars.empty() ? std::string_view{" open"} : std::string_view{},
      "><summary>Als Tabelle</summary><div class=\"kl-scroll\" role=\"group\" aria-label=\"Tabelle: ", plot.heading,
      "\" tabindex=\"0\"><table class=\"kl-table kl-table--dense\"><caption class=\"kern-sr-only\">", plot.heading,
      "</caption><thead><tr>");
  for (auto const& column : plot.columns) out("<th scope=\"col\">", column, "</th>");
  out("</tr></thead><tbody>");
  for (auto const& row : plot.rows) {
    out("<tr><th scope=\"row\">", row.front(), "</th>");
    for (std::size_t i = 1; i < row.size(); ++i) out("<td>", row[i], "</td>");
    out("</tr>");
  }
  out("</tbody></table></div></details></figure></section>");
}

std::string joined(std::vector<Bar> const& bars, std::string_view unit) {
  std::string text;
  for (auto const& bar : bars) text += fmt::format("{}{} {}", text.empty() ? "" : ", ", bar.label, bar.value);
  return text + std::string{unit};
}

Plot days_plot(LoadFigures const& figures) {
  Plot plot{.id = "tage",
            .heading = "Wie voll waren die Schalter?",
            .strong = {},
            .rest = {},
            .reading = {},
            .bars = {},
            .columns = {"Tag", "Minuten offen", "Minuten vergeben", "Vergeben von 100", "Termine", "Nicht erschienen"},
            .rows = {}};
  Fullness sum;
  std::size_t best = 0;
  for (std::size_t i = 0; i < 7; ++i) {
    auto const& day = figures.days[i];
    if (day.open == 0 and day.bookings == 0) continue;
    plot.bars.push_back({std::string{weekday_short[i]}, day.percent()});
    plot.rows.push_back({short_date(figures.week + days{i}), std::to_string(day.open), std::to_string(day.taken),
                         std::to_string(day.percent()), std::to_string(day.bookings), std::to_string(day.missed)});
    if (plot.bars.size() == 1 or day.percent() > figures.days[best].percent()) best = i;
    sum.open += day.open;
    sum.taken += day.taken;
    sum.bookings += day.bookings;
    sum.missed += day.missed;
  }
  if (plot.rows.empty()) return plot;
  plot.strong = fmt::format("{} war am vollsten: {} von 100 Minuten waren vergeben.", weekday_names[best],
                            figures.days[best].percent());
  plot.rest = fmt::format("Im Schnitt waren es {} von 100. Von {} Gebuchten kamen {} nicht.", sum.percent(),
                          sum.bookings, sum.missed);
  plot.reading = fmt::format("Säulen: vergebene Minuten je Tag, {} von 100", joined(plot.bars, ""));
  return plot;
}

Plot hours_plot(LoadFigures const& figures) {
  Plot plot{
      .id = "stunden",
      .heading = "Zu welcher Stunde?",
      .strong = {},
      .rest = "Vier Wochen bis zum Ende der gezeigten Woche.",
      .reading = {},
      .bars = {},
      .columns = {"Stunde", "Minuten offen", "Minuten vergeben", "Vergeben von 100", "Termine", "Nicht erschienen"},
      .rows = {}};
  std::size_t best = 0;
  for (std::size_t i = 0; i < 24; ++i) {
    auto const& hour = figures.hours[i];
    if (hour.open == 0) continue;
    plot.bars.push_back({std::to_string(i), hour.percent()});
    plot.rows.push_back({fmt::format("{}–{} Uhr", i, i + 1), std::to_string(hour.open), std::to_string(hour.taken),
                         std::to_string(hour.percent()), std::to_string(hour.bookings), std::to_string(hour.missed)});
    if (plot.bars.size() == 1 or hour.percent() > figures.hours[best].percent()) best = i;
  }
  plot.strong = fmt::format("Zwischen {} und {} Uhr war es am vollsten: {} von 100 Minuten.", best, best + 1,
                            figures.hours[best].percent());
  plot.reading = fmt::format("Säulen: vergebene Minuten je Stunde, {} von 100", joined(plot.bars, ""));
  return plot;
}

Plot waits_plot(LoadFigures const& figures) {
  Plot plot{.id = "warten",
            .heading = "Wie lange haben Menschen gewartet?",
            .strong = {},
            .rest = {},
            .reading = {},
            .bars = {},
            .columns = {"Ankunft", "Menschen", "Hälfte höchstens (Minuten)", "9 von 10 höchstens (Minuten)"},
            .rows = {}};
  plot.most = 10;
  for (std::size_t i = 0; i < 24; ++i) {
    auto const& waits = figures.waits[i];
    if (waits.people == 0) continue;
    plot.bars.push_back({std::to_string(i), waits.p90, waits.median});
    plot.rows.push_back({fmt::format("{}–{} Uhr", i, i + 1), std::to_string(waits.people), std::to_string(waits.median),
                         std::to_string(waits.p90)});
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

Plot services_plot(Room const& room, LoadFigures const& figures) {
  Plot plot{.id = "ausfall",
            .heading = "Wer kam nicht?",
            .strong = {},
            .rest = "Letzte 90 Tage, gebuchte Termine.",
            .reading = {},
            .bars = {},
            .columns = {"Dienst", "Termine", "Nicht erschienen", "von 100"},
            .rows = {}};
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

Plot desks_plot(Room const& room, LoadFigures const& figures) {
  Plot plot{.id = "schalter",
            .heading = "Wie viele Menschen je Schalter?",
            .strong = {},
            .rest = "Vier Wochen bis zum Ende der gezeigten Woche.",
            .reading = {},
            .bars = {},
            .columns = {"Schalter", "Menschen"},
            .rows = {}};
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

std::vector<Plot> plots_of(Room const& room, LoadFigures const& figures) {
  return {days_plot(figures), hours_plot(figures), waits_plot(figures), services_plot(room, figures),
          desks_plot(room, figures)};
}

/// `16.11.2026` or `2026-11-16`; the week in which that day lies.
std::optional<Day> read_day(std::string const& text) {
  auto const iso = text.size() == 10 and text[2] == '.' and text[5] == '.'
                       ? text.substr(6) + "-" + text.substr(3, 2) + "-" + text.substr(0, 2)
                       : text;
  return resident::read_iso(iso);
}

Day monday_of(Day day) { return day - days{std::chrono::weekday{day}.iso_encoding() - 1}; }

struct Asked {
  Day week{};
  std::string text;
  bool wrong = false;
};
Asked asked_week(Room const& room, http::Request const& request) {
  auto const text = typed(request.query, "von");
  auto const day = read_day(text);
  auto const week = monday_of(day.value_or(room.today));
  return {.week = week,
          .text = text.empty() or day ? short_date(week).substr(4) : text,
          .wrong = not text.empty() and not day};
}

LoadFigures figures_of(Room const& room, Day week) {
  LoadFigures figures;
  room.c.db->read([&](db::Connection& connection) { figures = load_figures(connection, room.plan, week, room.today); });
  return figures;
}

std::string cell(std::string_view text) {
  std::string out = "\"";
  // A spreadsheet must not take a name for a formula.
  if (not text.empty() and std::string_view{"=+-@\t\r"}.find(text.front()) != std::string_view::npos) out += '\'';
  for (char const c : text) out += c == '"' ? "\"\"" : std::string(1, c);
  return out + '"';
}

}  // namespace

http::Response load(Appointments& module, http::Request const& request, Context& c) {
  Room const room{module, c};
  auto const asked = asked_week(room, request);
  auto const figures = figures_of(room, asked.week);
  auto page = open_page(room, "Auslastung", "/auslastung");
  auto& out = page.out();
  out("<h1>Auslastung</h1><form class=\"kl-filter\" action=\"", room.path("/auslastung"),
      "\" method=\"get\" aria-label=\"Zeitraum\"><div><label for=\"a-von\">Woche ab</label> <input class=\"kl-select\" "
      "id=\"a-von\" name=\"von\" type=\"text\" inputmode=\"numeric\" autocomplete=\"off\" value=\"",
      asked.text, "\"",
      asked.wrong ? std::string_view{" aria-invalid=\"true\" aria-describedby=\"a-fehler\""} : std::string_view{},
      "></div><button class=\"kern-btn kern-btn--secondary\" type=\"submit\"><span "
      "class=\"kern-label\">Zeigen</span></button> <a class=\"kl-more\" href=\"",
      room.path("/auslastung.csv?von=" + office::iso_of(asked.week)), "\">", icon("download"), "Als CSV</a></form>");
  if (asked.wrong)
    office::write_error(out, "a",
                        "Dieses Datum gibt es nicht. Schreiben Sie zum Beispiel 16.11.2026. Gezeigt wird diese Woche.");
  out("<p class=\"kl-actions\"><a class=\"kl-more\" href=\"",
      room.path("/auslastung?von=" + office::iso_of(asked.week - days{7})), "\">", icon("back"),
      "Woche davor</a> <a class=\"kl-more\" href=\"",
      room.path("/auslastung?von=" + office::iso_of(asked.week + days{7})), "\">Woche danach", authority::arrow(),
      "</a></p>");
  for (auto const& plot : plots_of(room, figures)) write_plot(out, plot);
  return close_page(page);
}

http::Response load_csv(Appointments& module, http::Request const& request, Context& c) {
  Room const room{module, c};
  auto const asked = asked_week(room, request);
  auto const figures = figures_of(room, asked.week);
  std::string out = "bereich,was,kennzahl,wert\r\n";
  for (auto const& plot : plots_of(room, figures)) {
    for (auto const& row : plot.rows) {
      for (std::size_t i = 1; i < row.size(); ++i)
        out += fmt::format("{},{},{},{}\r\n", cell(plot.heading), cell(row[0]), cell(plot.columns[i]), row[i]);
    }
  }
  http::Response response{.status = 200, .body = std::move(out), .caching = http::Caching::none};
  response.content_type = "text/csv; charset=utf-8";
  response.headers.emplace_back("Content-Disposition", fmt::format("attachment; filename=\"auslastung-{}-{}.csv\"",
                                                                   room.id(), office::iso_of(asked.week)));
  return response;
}

}  // namespace kreislauf::appointments::head

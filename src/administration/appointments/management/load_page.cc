#include <fmt/format.h>

#include "administration/appointments/management/load_plots.h"
#include "administration/appointments/management/management.h"
#include "base/csv.h"
#include "platform/i18n/dates.h"

// How full the office was: each figure as a sentence, a picture and a table.
namespace kreislauf::appointments::management {

using std::chrono::days;

namespace {

Day monday_of(Day day) { return day - days{i18n::weekday_number(day)}; }

/// The week that was asked for; the present one where nothing was asked, or nothing that is a day.
struct Asked {
  kern::Form form;
  Day week{};
};

Asked asked_week(StaffRoom const& room, http::Request const& request) {
  kern::Form form{room.c.t,
                  room.today,
                  {{.name = "von", .kind = kern::Kind::day, .label = "Woche ab", .optional = true, .id = "a-von"}}};
  form.read(request.query);
  auto const week = monday_of(form.day("von").value_or(room.today));
  if (form.fine()) form.fill("von", i18n::numeric_date(week));
  return {.form = std::move(form), .week = week};
}

LoadFigures figures_of(StaffRoom const& room, Day week) {
  LoadFigures figures;
  room.c.db.read([&](db::Connection& connection) { figures = load_figures(connection, room.plan, week, room.today); });
  return figures;
}

}  // namespace

http::Response load(Appointments& module, http::Request const& request, StaffContext& c) {
  StaffRoom const room{module, c};
  auto const asked = asked_week(room, request);
  auto const path = [&](std::string_view rest, Day week) {
    return room.path(fmt::format("/auslastung{}?von={}", rest, i18n::iso(week)));
  };
  auto page = page_of(room, "/auslastung", {.title = "Auslastung", .form = &asked.form});
  auto& out = page.out();
  page.filter(asked.form, {.path = room.path("/auslastung"), .label = "Zeitraum"}, [&](kern::Fields& f) {
    f.all();
    f.button({.label = "Zeigen", .weight = kern::Weight::secondary});
    out(" ");
    kern::more_link(out, path(".csv", asked.week), "Als CSV", "download");
  });
  kern::actions(out, [&](html::Writer&) {
    kern::more_link(out, path("", asked.week - days{7}), "Woche davor", "back");
    out(" ");
    kern::more_link(out, path("", asked.week + days{7}), "Woche danach");
  });
  auto const figures = figures_of(room, asked.week);
  auto const plots = [&](std::vector<kern::Plot> const& some) {
    for (auto const& plot : some) kern::plot(out, c.t, plot);
  };
  auto const week = week_plots(room, figures);
  if (week.empty()) kern::empty_state(out, "In dieser Woche ist nicht geöffnet.");
  plots(week);
  if (figures.week <= room.today) {
    kern::heat_map(out, c.t, heat_map_of(room, figures));
    plots(people_plots(room, figures));
  }
  return page.finish();
}

http::Response load_csv(Appointments& module, http::Request const& request, StaffContext& c) {
  StaffRoom const room{module, c};
  auto const week = asked_week(room, request).week;
  auto const figures = figures_of(room, week);
  std::string out = "bereich,was,kennzahl,wert\r\n";
  auto const add = [&](auto const& figure) {
    for (auto const& row : figure.rows) {
      for (std::size_t i = 1; i < row.size(); ++i) {
        out += fmt::format("{},{},{},{}\r\n", csv::for_spreadsheet(figure.heading), csv::for_spreadsheet(row[0]),
                           csv::for_spreadsheet(figure.columns[i]), row[i]);
      }
    }
  };
  for (auto const& plot : week_plots(room, figures)) add(plot);
  add(heat_map_of(room, figures));
  for (auto const& plot : people_plots(room, figures)) add(plot);
  http::Response response{.status = 200, .body = std::move(out), .caching = http::Caching::none};
  response.content_type = "text/csv; charset=utf-8";
  response.headers.emplace_back(
      "Content-Disposition", fmt::format("attachment; filename=\"auslastung-{}-{}.csv\"", room.id(), i18n::iso(week)));
  return response;
}

}  // namespace kreislauf::appointments::management

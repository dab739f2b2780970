#include "administration/cases/office/figures_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "administration/cases/rules/figures.h"
#include "administration/cases/store/figures.h"
#include "administration/identity/identity.h"
#include "base/csv.h"
#include "platform/i18n/dates.h"

namespace kreislauf::cases::office {

namespace {

using authority::StaffContext;

constexpr int weeks = 13;

std::string path_of(StaffContext const& c) { return fmt::format("/verwaltung/amt/{}/kennzahlen", c.path("amt")); }

std::chrono::sys_days begin_of(StaffContext const& c) { return c.today() - std::chrono::days{7 * weeks - 1}; }

store::Sums by_type(StaffContext const& c) {
  store::Sums sums;
  c.db.read([&](db::Connection& db) { sums = store::sums_since(db, c.path("amt"), i18n::iso(begin_of(c))); });
  return sums;
}

std::string name_of(catalog::Snapshot const& catalogue, std::string const& slug) {
  auto const* service = catalogue.any(slug);
  return service == nullptr ? slug : service->name();
}

std::string days_of(std::optional<int> days) {
  if (not days) return "–";
  return *days == 1 ? "1 Tag" : fmt::format("{} Tage", *days);
}

std::string percent_of(std::optional<int> share) { return share ? fmt::format("{} %", *share) : std::string{"–"}; }

/// Weeks, the oldest first: what came and what was decided.
std::vector<kern::Bar> bars_of(StaffContext const& c) {
  store::Sums sums;
  c.db.read([&](db::Connection& db) { sums = store::sums_by_day(db, c.path("amt"), i18n::iso(begin_of(c))); });
  std::vector<kern::Bar> bars(weeks);
  for (int week = 0; week < weeks; ++week) {
    auto const first = begin_of(c) + std::chrono::days{7 * week};
    auto& bar = bars[static_cast<std::size_t>(week)];
    bar.label = i18n::numeric_date(first).substr(0, 6);
    bar.second = 0;
    for (int day = 0; day < 7; ++day) {
      auto const found = sums.find(i18n::iso(first + std::chrono::days{day}));
      if (found == sums.end()) continue;
      auto const of = [&](char const* what) { return static_cast<int>(found->second[what]); };
      bar.value += of("opened");
      *bar.second += of("decided");
    }
  }
  return bars;
}

/// `noch am selben Tag`, `nach einem Tag`, `nach 17 Tagen`
std::string after_days(std::optional<int> days) {
  if (not days) return "noch nicht";
  if (*days == 0) return "noch am selben Tag";
  return *days == 1 ? "nach einem Tag" : fmt::format("nach {} Tagen", *days);
}

std::string sentence_of(Figures const& all) {
  return fmt::format("{} {}, {} {} entschieden.", all.opened, all.opened == 1 ? "Fall kam" : "Fälle kamen", all.decided,
                     all.decided == 1 ? "ist" : "sind");
}

void write_plot(html::Writer& out, StaffContext const& c, Figures const& all) {
  kern::Plot plot{
      .id = "wochen",
      .heading = "Eingang und Entscheidungen je Woche",
      .strong = sentence_of(all),
      .rest = fmt::format(
          " Die Hälfte war {} entschieden, neun von zehn {}; {} % innerhalb der Frist. Bei {} % fehlte etwas.",
          after_days(all.median), after_days(all.high), all.share_in_time(), all.share_asked()),
      .reading = "Säulen: je Woche, was kam und was entschieden wurde.",
      .bars = bars_of(c),
      .unit = "Fälle",
      .first = "gekommen",
      .second = "entschieden"};
  plot.most = 1;
  for (auto const& bar : plot.bars) plot.most = std::max({plot.most, bar.value, bar.second.value_or(0)});
  plot.columns = {"Woche ab", "Gekommen", "Entschieden"};
  for (auto const& bar : plot.bars)
    plot.rows.push_back({bar.label, std::to_string(bar.value), std::to_string(bar.second.value_or(0))});
  kern::plot(out, c.t, plot);
}

void write_services(html::Writer& out, catalog::Snapshot const& catalogue, store::Sums const& sums) {
  std::vector<kern::Column> const columns{{"Dienst"},       {"Gekommen"},     {"Online"},
                                          {"Entschieden"},  {"Hälfte nach"},  {"90 % nach"},
                                          {"In der Frist"}, {"Etwas fehlte"}, {"Zufrieden"}};
  kern::table(out, {.caption = "Was kam und was daraus wurde", .columns = columns, .wide = true, .id = "tab-dienste"},
              [&](kern::Rows& rows) {
                for (auto const& [type, counts] : sums) {
                  auto const one = figures_of(counts);
                  rows.row([&](kern::Row& row) {
                    row.head(name_of(catalogue, type));
                    row.cell(std::to_string(one.opened));
                    row.cell(percent_of(one.share_online()));
                    row.cell(std::to_string(one.decided));
                    row.cell(days_of(one.median));
                    row.cell(days_of(one.high));
                    row.cell(one.decided == 0 ? std::string{"–"} : fmt::format("{} %", one.share_in_time()));
                    row.cell(one.opened == 0 ? std::string{"–"} : fmt::format("{} %", one.share_asked()));
                    row.cell(percent_of(one.share_content()));
                  });
                }
              });
}

/// How old what is open is. Counted now, from the index alone: no list of it is kept.
void write_ages(html::Writer& out, StaffContext const& c) {
  struct Age {
    std::string_view name;
    int from_days;
  };
  constexpr std::array<Age, 4> ages{
      {{"älter als 90 Tage", 91}, {"31 bis 90 Tage", 31}, {"8 bis 30 Tage", 8}, {"bis 7 Tage", 0}}};
  std::vector<std::string> days;
  for (auto const& age : ages) days.push_back(i18n::iso(c.today() - std::chrono::days{age.from_days}));
  std::vector<std::int64_t> until;
  c.db.read([&](db::Connection& db) { until = store::open_until(db, c.path("amt"), days); });
  kern::section(out, {.id = "alter", .heading = "Offene Fälle nach Alter"}, [&](html::Writer&) {
    auto const all = until.back();
    auto const old = until.front();
    out("<p>"_h, all == 1 ? std::string{"Ein Fall ist offen"} : fmt::format("{} Fälle sind offen", all), ", "_h,
        old == 1 ? std::string{"einer"} : fmt::format("{}", old), " davon länger als 90 Tage.</p>"_h);
    kern::table(out,
                {.caption = "Offene Fälle nach Alter",
                 .columns = {{"Alter"}, {"Fälle"}},
                 .hide_caption = true,
                 .id = "tab-alter"},
                [&](kern::Rows& rows) {
                  std::int64_t before = 0;
                  for (std::size_t i = 0; i < ages.size(); ++i) {
                    rows.row([&](kern::Row& row) {
                      row.head(ages[i].name);
                      row.cell(std::to_string(until[i] - before));
                    });
                    before = until[i];
                  }
                });
  });
}

/// Where people stop filling in.
void write_drafts(html::Writer& out, Cases const& cases, catalog::Snapshot const& catalogue, store::Sums const& sums) {
  std::vector<std::vector<std::string>> lines;
  for (auto const& [type, counts] : sums) {
    auto const one = figures_of(counts);
    for (auto const& [page, count] : one.dropped) {
      auto const title = page.empty() ? std::string{"Prüfen und absenden"} : cases.page_title(type, page);
      lines.push_back({name_of(catalogue, type), title.empty() ? page : title, std::to_string(one.begun),
                       std::to_string(count), fmt::format("{} %", one.share_dropped(count))});
    }
  }
  if (lines.empty()) return;
  kern::section(out, {.id = "entwuerfe", .heading = "Wo Entwürfe enden"}, [&](html::Writer&) {
    out("<p>Gezählt wird, wenn ein Entwurf gelöscht wird: die erste Seite, auf der noch etwas fehlte.</p>"_h);
    std::vector<kern::Column> const columns{
        {"Dienst"}, {"Seite"}, {"Entwürfe begonnen"}, {"Hier aufgehört"}, {"Anteil"}};
    kern::table(
        out,
        {.caption = "Wo Entwürfe enden", .columns = columns, .hide_caption = true, .wide = true, .id = "tab-entwuerfe"},
        [&](kern::Rows& rows) {
          for (auto const& line : lines) {
            rows.row([&](kern::Row& row) {
              row.head(line[0]);
              for (std::size_t i = 1; i < line.size(); ++i) row.cell(line[i]);
            });
          }
        });
  });
}

}  // namespace

http::Response figures(Cases& cases, http::Request const&, StaffContext& c) {
  auto const sums = by_type(c);
  identity::StaffPage page{c,
                           {.title = "Kennzahlen",
                            .path = path_of(c),
                            .office = c.path("amt"),
                            .switch_path = "/verwaltung/amt/{amt}/kennzahlen"}};
  page.lead("Die letzten 13 Wochen. Gezählt wird sofort und nie nach Personen.");
  write_ages(page.out(), c);
  if (sums.empty()) {
    kern::empty_state(page.out(), "Noch ist nichts gezählt. Der erste Antrag steht sofort hier.");
    return page.finish();
  }
  write_plot(page.out(), c, sum_of(sums));
  kern::section(page.out(), {.id = "dienste", .heading = "Nach Diensten"}, [&](html::Writer& out) {
    write_services(out, *cases.catalog.snapshot(), sums);
    kern::actions(out, [&](html::Writer& actions) {
      kern::button_link(actions, {.path = path_of(c) + ".csv",
                                  .label = "Als CSV herunterladen",
                                  .icon = "download",
                                  .weight = kern::Weight::secondary,
                                  .download = true});
    });
  });
  write_drafts(page.out(), cases, *cases.catalog.snapshot(), sums);
  return page.finish();
}

http::Response figures_file(Cases& cases, http::Request const&, StaffContext& c) {
  std::string file =
      "dienst,gekommen,entschieden,median_tage,neunzig_prozent_tage,in_der_frist_prozent,nachgefordert_prozent,"
      "online_prozent,zufrieden_prozent,entwuerfe_begonnen,entwuerfe_ungesendet\r\n";
  auto const catalogue = cases.catalog.snapshot();
  for (auto const& [type, counts] : by_type(c)) {
    auto const one = figures_of(counts);
    auto const days = [](std::optional<int> number) { return number ? std::to_string(*number) : std::string{}; };
    std::int64_t unsent = 0;
    for (auto const& [where, count] : one.dropped) unsent += count;
    file += fmt::format("{},{},{},{},{},{},{},{},{},{},{}\r\n", csv::for_spreadsheet(name_of(*catalogue, type)),
                        one.opened, one.decided, days(one.median), days(one.high), one.share_in_time(),
                        one.share_asked(), days(one.share_online()), days(one.share_content()), one.begun, unsent);
  }
  http::Response response{
      .content_type = "text/csv; charset=utf-8", .body = std::move(file), .caching = http::Caching::none};
  response.headers.emplace_back("Content-Disposition", "attachment; filename=\"kennzahlen.csv\"");
  return response;
}

}  // namespace kreislauf::cases::office

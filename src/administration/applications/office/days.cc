#include "administration/applications/office/days.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>

#include "administration/applications/acts/days.h"
#include "administration/applications/shared/own_application.h"
#include "administration/capacity/capacity.h"
#include "administration/identity/identity.h"
#include "authority/act.h"
#include "base/calendar.h"
#include "base/errors.h"
#include "platform/i18n/dates.h"

namespace kreislauf::applications::office {

namespace {

using kern::Kind;

constexpr std::size_t shown_days = 120;
constexpr int longest_span = 366;
constexpr std::int64_t most_places = 500;

std::string path_of(StaffContext const& c) { return fmt::format("/verwaltung/amt/{}/tage", c.path("amt")); }

/// Services of this office whose form asks for a day.
std::vector<catalog::Service const*> services_of(Applications const& module, catalog::Snapshot const& catalogue,
                                                 authority::TownContext const& c, std::string_view office) {
  std::vector<catalog::Service const*> found;
  for (auto const& service : std::span{catalogue.all()}.first(catalogue.packages())) {
    auto const form = module.library.live(service.slug);
    if (form == nullptr or not page_with_calendar(*form) or office_for(c, service) != office) continue;
    found.push_back(&service);
  }
  return found;
}

kern::Form questions(StaffContext const& c, std::vector<catalog::Service const*> const& services) {
  std::vector<kern::Option> names, weekdays;
  for (auto const* service : services) names.push_back({service->slug, service->name()});
  for (int day = 0; day < 7; ++day) weekdays.push_back({std::to_string(day), i18n::weekday(c.t, day)});
  return {
      c.t,
      c.today(),
      {{.name = "dienst", .kind = Kind::choice, .label = "Dienst", .options = std::move(names), .list = true},
       {.name = "von", .kind = Kind::day, .label = "Erster Tag"},
       {.name = "bis", .kind = Kind::day, .label = "Letzter Tag", .hint = "Feiertage werden ausgelassen."},
       {.name = "wochentage", .kind = Kind::choices, .label = "An diesen Wochentagen", .options = std::move(weekdays)},
       {.name = "plaetze",
        .kind = Kind::number,
        .label = "Plätze an jedem dieser Tage",
        .hint = "0 heißt: An diesen Tagen nimmt niemand mehr etwas an. Was schon vergeben ist, bleibt.",
        .least = 0,
        .most = most_places}}};
}

void write_calendar(html::Writer& out, StaffContext const& c, catalog::Service const& service) {
  std::vector<capacity::Day> all;
  c.db.read(
      [&](db::Connection& connection) { all = capacity::all_days(connection, service.slug, c.today(), shown_days); });
  if (all.empty()) return;
  std::vector<kern::Column> const columns{{"Tag"}, {"Vergeben"}, {"Plätze"}};
  kern::table(out, {.caption = service.name(), .columns = columns, .id = service.slug}, [&](kern::Rows& rows) {
    for (auto const& day : all) {
      rows.row([&](kern::Row& row) {
        row.head(fmt::format("{}, {}", i18n::weekday_short(c.t, i18n::weekday_number(day.day)),
                             i18n::long_date(c.t, day.day)));
        row.cell(std::to_string(day.taken));
        row.cell(std::to_string(day.places));
      });
    }
  });
}

http::Response show(Applications& module, StaffContext const& c, kern::Form const& form, bool saved) {
  identity::StaffPage page{c,
                           {.title = "Tage und Plätze",
                            .path = path_of(c),
                            .form = &form,
                            .office = c.path("amt"),
                            .switch_path = "/verwaltung/amt/{amt}/tage"}};
  auto& out = page.out();
  if (saved) kern::done(out, "Gespeichert.");
  auto const catalogue = module.catalog.snapshot();
  auto const services = services_of(module, *catalogue, c, c.path("amt"));
  page.lead(
      "Wer einen Antrag stellt, wählt einen Tag, an dem noch ein Platz ist. Ohne solche Tage vereinbaren Sie ihn "
      "selbst.");
  for (auto const* service : services) write_calendar(out, c, *service);
  page.form(form, {.path = path_of(c)}, [&](kern::Fields& f) {
    f.all();
    f.submit("Speichern");
  });
  return page.finish();
}

std::vector<std::chrono::sys_days> days_in(kern::Form const& form) {
  std::vector<std::chrono::sys_days> days;
  auto const& chosen = form.all("wochentage");
  for (auto day = *form.day("von"); day <= *form.day("bis"); day += std::chrono::days{1}) {
    auto const weekday = std::to_string(i18n::weekday_number(day));
    if (std::find(chosen.begin(), chosen.end(), weekday) == chosen.end()) continue;
    if (not holiday_nrw(std::chrono::year_month_day{day})) days.push_back(day);
  }
  return days;
}

void check(kern::Form& form) {
  auto const from = form.day("von"), until = form.day("bis");
  if (not from or not until) return;
  if (*until < *from) form.wrong("bis", "Der letzte Tag liegt vor dem ersten.");
  if (*until - *from > std::chrono::days{longest_span}) form.wrong("bis", "Höchstens ein Jahr auf einmal.");
}

}  // namespace

bool has_days(Applications const& module, authority::TownContext const& c, std::string_view office) {
  return not services_of(module, *module.catalog.snapshot(), c, office).empty();
}

http::Response days(Applications& module, http::Request const& request, StaffContext& c) {
  auto const catalogue = module.catalog.snapshot();
  auto const services = services_of(module, *catalogue, c, c.path("amt"));
  if (services.empty()) throw NotFound{};
  return show(module, c, questions(c, services), http::field(request.query, "gespeichert").has_value());
}

http::Response set_days(Applications& module, http::Request const& request, StaffContext& c) {
  auto const catalogue = module.catalog.snapshot();
  auto const services = services_of(module, *catalogue, c, c.path("amt"));
  if (services.empty()) throw NotFound{};
  auto form = questions(c, services);
  form.read(request.body);
  if (form.fine()) check(form);
  if (not form.fine()) return show(module, c, form, false);
  auto const all = days_in(form);
  if (all.empty()) {
    form.wrong("wochentage", "In dieser Zeit liegt keiner dieser Tage, oder alle sind Feiertage.");
    return show(module, c, form, false);
  }
  return perform(c, request, [&](acts::Transaction& tx) {
    capacity::set_places(tx, form.text("dienst"), all, form.number("plaetze").value_or(0));
    return acts::see(path_of(c) + "?gespeichert=1");
  });
}

}  // namespace kreislauf::applications::office

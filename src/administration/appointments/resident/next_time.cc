#include <algorithm>

#include "administration/appointments/resident/search.h"
#include "administration/appointments/shared/limits.h"
#include "administration/appointments/shared/routes.h"
#include "authority/page.h"
#include "platform/i18n/dates.h"

// The next free time of an office: the first tile of the home page, and on the page of the office.
namespace kreislauf::appointments {

namespace {

using namespace resident;
using authority::TownContext;

/// What an office gives first of all: its plan names the usual services first.
BookableService const* usual(Plan const& plan) {
  auto const found = std::find_if(plan.services.begin(), plan.services.end(), [&](BookableService const& one) {
    return serves(plan, Search{.items = {{.service = one.service, .quantity = 1}}}.wish()) == Serves::yes;
  });
  return found == plan.services.end() ? nullptr : &*found;
}

struct Next {
  Calendar const* calendar = nullptr;
  BookableService const* service = nullptr;
  FreeTime time = {};
};

std::optional<Next> next_of(Calendar const* calendar, Instant now) {
  auto const* service = usual(*calendar->plan);
  if (service == nullptr) return std::nullopt;
  std::array<Calendar const*, 1> const one{calendar};
  auto const found = earliest(one, Search{.items = {{.service = service->service, .quantity = 1}}}.wish(), now, 1);
  if (found.empty()) return std::nullopt;
  return Next{calendar, service, found.front()};
}

/// `heute, 10:40 Uhr`, `Donnerstag, 3. Dezember, 8:10 Uhr`
std::string when(TownContext const& c, FreeTime const& time) {
  auto const& t = c.t;
  auto const clock = t("{} Uhr", i18n::clock(time.minute));
  if (time.day == c.today()) return t("heute, {}", clock);
  if (time.day == c.today() + std::chrono::days{1}) return t("morgen, {}", clock);
  return i18n::named_day(t, time.day) + ", " + clock;
}

std::string address(Appointments& module, TownContext const& c, Next const& next) {
  return authority::path_in(c, "/termine/zeiten") + "?dienst=" + html::in_url(slug_of(module, next.service->service));
}

/// The office that most people want: the citizens' office where it gives times, else the first that does.
std::optional<Next> next_of_town(Appointments& module, TownContext const& c) {
  auto const known = module.cache().known(c.authority.key);
  if (known == nullptr) return std::nullopt;
  auto const* first = c.town->office_for("buergerbuero");
  if (first != nullptr) {
    if (auto const* calendar = known->of(first->id.value())) {
      if (auto next = next_of(calendar, c.clock.now())) return next;
    }
  }
  for (auto const* calendar : known->view()) {
    if (auto next = next_of(calendar, c.clock.now())) return next;
  }
  return std::nullopt;
}

void write_tile(Appointments& module, kern::Sheet& page, TownContext const& c) {
  auto const next = next_of_town(module, c);
  if (not next) return;
  auto const* office = c.town->office(next->calendar->plan->settings.office);
  if (office == nullptr) return;
  auto const& t = c.t;
  page.out()("<li class='kl-tile kl-tile--first'><span class='kl-tile__icon'>"_h, kern::icon("calendar"),
             "</span><h3><a href='"_h, authority::path_in(c, "/termine"), "'>"_h, t("Termin buchen"),
             "</a></h3><p class='kl-tile__live'><b>"_h, t("Nächste Zeit: {}", when(c, next->time)), "</b></p><p>"_h,
             authority::german(c, office->name), "</p></li>"_h);
}

void write_of_office(Appointments& module, kern::Sheet& page, TownContext const& c, std::string_view id) {
  auto const known = module.cache().known(c.authority.key);
  auto const* calendar = known == nullptr ? nullptr : known->of(id);
  if (calendar == nullptr) return;
  auto const& t = c.t;
  auto& out = page.out();
  kern::panel(out, "termin", t("Termin in diesem Amt"), [&](html::Writer&) {
    if (auto const next = next_of(calendar, c.clock.now())) {
      out("<p class='kl-tile__live'><b>"_h, t("Nächste Zeit: {}", when(c, next->time)),
          "</b></p><p class='kl-small'>"_h, service_label(module, c, calendar->plan.get(), next->service->service),
          " · <a href='"_h, address(module, c, *next), "'>"_h, t("Alle Zeiten"), "</a></p>"_h);
    } else {
      out("<p>"_h, t("Derzeit ist nichts frei"), "</p>"_h);
    }
    kern::actions(out, [&](html::Writer&) {
      kern::button_link(out,
                        {.path = authority::path_in(c, "/termine"), .label = t("Termin buchen"), .icon = "calendar"});
      if (not calendar->plan->settings.walk_in) return;
      out(" ");
      kern::button_link(out, {.path = authority::path_in(c, "/aemter/" + std::string{id} + "/warteraum"),
                              .label = t("Wie voll ist es gerade?"),
                              .icon = "clock",
                              .weight = kern::Weight::secondary});
    });
  });
}

}  // namespace

std::vector<authority::Panel> next_time_panels(Appointments& module) {
  return {{.place = "home_first",
           .write = [&module](kern::Sheet& page, TownContext const& c, std::string_view,
                              std::string_view) { write_tile(module, page, c); }},
          {.place = "office_top",
           .write = [&module](kern::Sheet& page, TownContext const& c, std::string_view id, std::string_view) {
             write_of_office(module, page, c, id);
           }}};
}

}  // namespace kreislauf::appointments

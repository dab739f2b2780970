#include <algorithm>

#include "administration/appointments/resident/search.h"
#include "administration/appointments/shared/limits.h"
#include "administration/appointments/shared/routes.h"
#include "authority/page.h"
#include "platform/i18n/dates.h"

// The next free times of the authority that does a service for this town, on the town's own page.
namespace kreislauf::appointments {

namespace {

using authority::TownContext;

constexpr std::size_t shown = 3;

/// Who does it instead of the town; nothing where the town does it itself or nobody below the Land.
authority::Authority const* who_else(Appointments& module, TownContext const& c, std::string_view key) {
  auto const snapshot = module.catalog().snapshot();
  auto const* service = snapshot->by_key(key);
  if (service == nullptr) return nullptr;
  auto const* who = catalog::rules::responsible(*service, c.authority, *c.directory).authority;
  return who == &c.authority ? nullptr : who;
}

/// A link, not a button: the time is held at the address of those who give it.
void write_time(html::Writer& out, TownContext const& c, std::string const& address, FreeTime const& time) {
  auto const& t = c.t;
  out("<li><a class='kl-slot' href='"_h, address, "&amp;tag="_h, i18n::iso(time.day), "'><b>"_h,
      time.day == c.today() ? t("Heute") : i18n::weekday(t, time.day), ", ", t("{} Uhr", i18n::clock(time.minute)),
      "</b> <span>"_h, i18n::day_and_month(t, time.day), "</span></a></li>"_h);
}

void write_elsewhere(Appointments& module, kern::Sheet& page, TownContext const& c, std::string_view key,
                     std::string_view slug) {
  auto const* who = who_else(module, c, key);
  auto const free_times = who == nullptr ? nullptr : module.cache().known(who->key);
  if (not free_times or free_times->empty()) return;
  resident::Search const search{.items = {{.service = std::string{key}, .quantity = 1}}};
  auto const wish = search.wish();
  auto const calendars = free_times->view();
  bool const given = std::any_of(calendars.begin(), calendars.end(), [&](Calendar const* calendar) {
    return serves(*calendar->plan, wish) == Serves::yes;
  });
  auto const found = given ? earliest(calendars, wish, c.clock.now(), shown) : std::vector<FreeTime>{};
  if (found.empty()) return;
  auto const address = c.origin_of(*who) + authority::path_in(c, "/termine/zeiten") + "?dienst=" + html::in_url(slug);
  auto& out = page.out();
  out("<section class='kl-panel kl-next' aria-labelledby='anderswo'><div class='kl-section__head'><h2 id='anderswo'>"_h,
      c.t("Nächste freie Termine: {}", who->full_name()), "</h2> "_h);
  kern::more_link(out, address, c.t("Alle Zeiten"));
  out("</div><ul class='kl-slots kl-slots--list'>"_h);
  for (auto const& time : found) write_time(out, c, address, time);
  out("</ul></section>"_h);
}

}  // namespace

authority::Panel times_elsewhere_panel(Appointments& module) {
  auto const write = [&module](kern::Sheet& page, TownContext const& c, std::string_view service,
                               std::string_view slug) { write_elsewhere(module, page, c, service, slug); };
  return {.place = "service", .write = write};
}

}  // namespace kreislauf::appointments

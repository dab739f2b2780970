#include <algorithm>

#include "administration/appointments/resident/search.h"
#include "administration/appointments/shared/limits.h"
#include "administration/appointments/shared/routes.h"
#include "authority/page.h"
#include "platform/i18n/dates.h"

// The next free times on the page of a service.
namespace kreislauf::appointments {

namespace {

using namespace resident;
using authority::TownContext;

constexpr std::size_t shown = 3;

struct View {
  TownContext const& c;
  std::string_view slug;
  std::vector<Calendar const*> calendars;
  Wish wish;

  /// Some office gives this service online, today or when it is no longer paused.
  bool given() const {
    return std::any_of(calendars.begin(), calendars.end(), [&](Calendar const* calendar) {
      auto const answer = serves(*calendar->plan, wish);
      return answer == Serves::yes or answer == Serves::paused;
    });
  }
  std::string address(std::string_view path) const {
    return authority::path_in(c, path) + "?dienst=" + html::in_url(slug);
  }
};

void write_time(html::Writer& out, View const& v, FreeTime const& time) {
  auto const& t = v.c.t;
  auto const& id = v.calendars[time.calendar]->plan->settings.office;
  out("<li><button class='kl-slot' type='submit' name='zeit' value='"_h, time_value(id, time.day, time.minute),
      "'><b>"_h, time.day == v.c.today() ? t("Heute") : i18n::weekday(t, time.day), ", ",
      t("{} Uhr", i18n::clock(time.minute)), "</b> <span>"_h, i18n::day_and_month(t, time.day), ", ",
      authority::german(v.c, v.c.town->office(id)->name), "</span></button></li>"_h);
}

/// With a form, whose key is for one visitor: the page is not kept anywhere.
void write_times(kern::Sheet& page, View const& v, std::vector<FreeTime> const& found) {
  page.form({.path = authority::path_in(v.c, "/termine/reservieren"), .classes = {}}, [&](kern::Fields& f) {
    f.hidden("dienst", v.slug);
    f.out()("<ul class='kl-slots kl-slots--list'>"_h);
    for (auto const& time : found) write_time(f.out(), v, time);
    f.out()("</ul>"_h);
  });
}

void write_next_times(Appointments& module, kern::Sheet& page, TownContext const& c, std::string_view service,
                      std::string_view slug) {
  auto const& t = c.t;
  auto const free_times = module.cache().known(c.authority.key);
  if (not free_times or free_times->empty()) return;
  Search const search{.items = {{.service = std::string{service}, .quantity = 1}}};
  View const v{c, slug, offices_for(*free_times, c, {}, false), search.wish()};
  if (not v.given()) return;
  auto const found = earliest(v.calendars, v.wish, c.clock.now(), shown);
  auto& out = page.out();
  out("<section class='kl-panel kl-next' aria-labelledby='naechste'><div class='kl-section__head'><h2 id='naechste'>"_h,
      found.empty() ? t("Derzeit ist nichts frei") : t("Nächste freie Termine"), "</h2> "_h);
  kern::more_link(out, v.address("/termine/zeiten"), t("Alle Zeiten"));
  out("</div>"_h);
  if (found.empty()) {
    out("<p>"_h, t("Oft sagt jemand ab. Auf der Warteliste bekommen Sie dann eine E-Mail."), " <a href='"_h,
        v.address("/termine/warteliste"), "'>"_h, t("Auf die Warteliste"), "</a></p>"_h);
  } else {
    write_times(page, v, found);
  }
  out("</section>"_h);
}

}  // namespace

authority::Panel next_times_panel(Appointments& module) {
  auto const write = [&module](kern::Sheet& page, TownContext const& c, std::string_view service,
                               std::string_view slug) { write_next_times(module, page, c, service, slug); };
  return {.place = "service", .write = write};
}

}  // namespace kreislauf::appointments

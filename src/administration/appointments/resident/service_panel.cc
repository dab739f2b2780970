#include "administration/appointments/appointments.h"
#include "administration/appointments/resident/resident.h"

namespace kreislauf::appointments {

/// With a form, whose key is for one visitor: the page is not kept anywhere.
void NextTimes::write(html::Writer& out, authority::Context const& c, std::string_view service,
                      std::string_view slug) const {
  using namespace resident;
  auto const& t = c.t;
  auto const board = module_.boards().known(c.authority->key);
  if (not board or board->empty()) return;
  Search search;
  search.items = {{.service = std::string{service}, .quantity = 1}};
  auto const calendars = offices_for(*board, c, search);
  bool const offered = std::any_of(calendars.begin(), calendars.end(), [&](Calendar const* calendar) {
    auto const answer = serves(*calendar->plan, search.wish());
    return answer == Serves::yes or answer == Serves::paused;
  });
  if (not offered) return;
  auto const found = earliest(calendars, search.wish(), c.clock.now(), 3);
  auto const all = authority::path_in(c, "/termine/zeiten");
  out("<section class=\"kl-panel kl-next\" aria-labelledby=\"naechste\"><div class=\"kl-section__head\"><h2 "
      "id=\"naechste\">",
      found.empty() ? t("Derzeit ist nichts frei") : t("Nächste freie Termine"), "</h2> <a class=\"kl-more\" href=\"",
      all, "?dienst=", slug, "\">", t("Alle Zeiten"), authority::arrow(), "</a></div>");
  if (found.empty()) {
    out("<p>", t("Oft sagt jemand ab. Auf der Warteliste bekommen Sie dann eine E-Mail."), " <a href=\"",
        authority::path_in(c, "/termine/warteliste"), "?dienst=", slug, "\">", t("Auf die Warteliste"),
        "</a></p></section>");
    return;
  }
  out("<form action=\"", authority::path_in(c, "/termine/reservieren"),
      "\" method=\"post\"><input type=\"hidden\" name=\"form\" value=\"", c.random.hex(16),
      "\"><input type=\"hidden\" name=\"dienst\" value=\"", slug, "\"><ul class=\"kl-slots kl-slots--list\">");
  for (auto const& time : found) {
    auto const& id = calendars[time.calendar]->plan->settings.office;
    auto const* office = c.town->office(id);
    auto const weekday = authority::weekday(c, static_cast<int>(std::chrono::weekday{time.day}.iso_encoding()) - 1);
    out("<li><button class=\"kl-slot\" type=\"submit\" name=\"zeit\" value=\"", time_value(id, time.day, time.minute),
        "\"><b>", weekday, ", ", t("{} Uhr", clock_text(time.minute)), "</b> <span>",
        authority::day_and_month(c, std::chrono::year_month_day{time.day}), ", ", authority::german(c, office->name),
        "</span></button></li>");
  }
  out("</ul></form></section>");
}

}  // namespace kreislauf::appointments

#include <algorithm>

#include "administration/appointments/resident/times.h"

// When there is no time: why, and what can be done.
namespace kreislauf::appointments::resident {

namespace {

using kern::Weight;

/// The office whose number to show; nothing where several could be meant.
authority::Office const* only_office(TimesView const& v) {
  return v.calendars.size() == 1 ? v.c.town->office(v.calendars.front()->plan->settings.office) : nullptr;
}

void write_ways_on(html::Writer& out, TimesView const& v) {
  auto const& t = v.c.t;
  bool const filtered = v.search.filtered();
  if (filtered) {
    Search const all{.items = v.search.items, .from = v.search.from, .moving = v.search.moving};
    auto const path = authority::path_in(v.c, "/termine/zeiten?" + query_of(v.module, all));
    kern::button_link(out, {.path = path, .label = t("Alle Zeiten zeigen")});
    out(" ");
  }
  kern::button_link(out, {.path = authority::path_in(v.c, "/termine/warteliste?" + v.query()),
                          .label = t("Auf die Warteliste"),
                          .weight = filtered ? Weight::secondary : Weight::primary});
  out(" ");
  authority::write_help_button(out, v.c, only_office(v));
}

}  // namespace

void write_nothing_free(html::Writer& out, TimesView const& v) {
  auto const& t = v.c.t;
  std::string reason;
  for (auto const* calendar : v.calendars) {
    if (not calendar->plan->settings.paused.empty()) reason = calendar->plan->settings.paused;
  }
  kern::section(
      out,
      {.id = "leer", .heading = t("Derzeit ist nichts frei"), .classes = "kl-panel kl-panel--soft kl-stack kl-prose"_h},
      [&](html::Writer&) {
        if (not reason.empty()) out("<p>"_h, authority::german(v.c, reason), "</p>"_h);
        out("<p>"_h, t("Oft sagt jemand ab. Auf der Warteliste bekommen Sie dann eine E-Mail."), "</p>"_h);
        kern::actions(out, [&](html::Writer&) { write_ways_on(out, v); });
        if (auto const call = authority::call_us(v.c, only_office(v)); not call.empty())
          out("<p class='kl-small'>"_h, t("Ist es dringend, zum Beispiel eine Reise in den nächsten Tagen?"), call,
              "</p>"_h);
      });
}

std::string why_not(TimesView const& v) {
  auto const& t = v.c.t;
  auto reason = Serves::unknown_service;
  for (auto const* calendar : v.calendars) {
    auto const answer = serves(*calendar->plan, v.search.wish());
    if (answer == Serves::yes or answer == Serves::paused) return {};
    reason = std::max(reason, answer);
  }
  switch (reason) {
    case Serves::too_many:
      return std::string{t("So viele auf einmal gehen in einem Termin nicht. Buchen Sie zwei Termine.")} +
             authority::call_us(v.c, only_office(v));
    case Serves::not_online:
      return std::string{t("Diesen Termin geben wir nur am Telefon.")} + authority::call_us(v.c, only_office(v));
    case Serves::not_this_way:
      return std::string{t("Diesen Dienst gibt es auf diesem Weg nicht. Wählen Sie eine andere Art.")};
    case Serves::no_desk:
    case Serves::too_long:
      return std::string{t("Diese Dienste gehen nicht in einem Termin zusammen. Buchen Sie zwei Termine.")};
    default:
      return std::string{t("Kein Amt bietet alle diese Dienste zusammen an. Buchen Sie einzelne Termine.")};
  }
}

}  // namespace kreislauf::appointments::resident

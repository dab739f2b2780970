#include "administration/appointments/office/ticket.h"

#include <fmt/format.h>

#include <algorithm>

#include "administration/appointments/office/kiosk_screen.h"
#include "administration/appointments/office/wording.h"
#include "authority/page.h"
#include "platform/html/qr.h"
#include "platform/i18n/dates.h"
#include "platform/kern/assets.h"

namespace kreislauf::appointments::office {

namespace {

void write_slip(KioskScreen& screen, Room& room, Appointment const& person, bool print) {
  auto const& t = room.c.t;
  auto const turn = turn_of(room.people(), room.plan, person.id, room.now).value_or(Turn{});
  auto const path = fmt::format("/aemter/{}/warteraum?nummer={}", html::in_url(room.id()), person.ticket);
  screen("<section class='kl-ticket' aria-label='"_h, t("Ihre Nummer"), "'"_h, print ? " data-kl-print"_h : ""_h,
         "><p>"_h, authority::german(room.c, room.office.name), ", ", authority::name_of(room.c, room.c.authority),
         "</p><p class='kl-ticket__number'>"_h, ticket_text(person.ticket), "</p><p>"_h, room.items(person.items),
         "</p><p><b>"_h);
  if (turn.before > 0) screen(t.count("Noch etwa {} Person", "Noch etwa {} Personen", turn.before), ", ");
  screen(about_own_turn(t, turn.minutes), "</b></p><div class='kl-qr'>"_h,
         html::qr_svg(room.c.origin + authority::path_in(room.c, path), t("QR-Code: Wartezeit auf dem Handy")),
         "</div><p>"_h, t("Wartezeit auf dem Handy"), "</p><p>"_h, i18n::full_day(t, room.today), ", ",
         t("{} Uhr", clock_of(person.arrived_at)), "</p></section>"_h);
}

}  // namespace

http::Response ticket(Room& room, std::string_view number, std::string_view back) {
  auto const& t = room.c.t;
  auto const people = room.people();
  auto const found =
      std::find_if(people.begin(), people.end(), [&](Appointment const& one) { return one.ticket == number; });
  if (found == people.end()) throw NotFound{};
  bool const walk_in = found->origin == "walk_in", at_device = back.empty();
  KioskScreen screen{room, std::string{t("Ihre Nummer")}, at_device ? answer_seconds : 0};
  screen("<h1>"_h, walk_in ? t("Ihre Nummer") : t("Sie sind angemeldet"), "</h1>"_h);
  write_slip(screen, room, *found, walk_in or not at_device);
  if (not walk_in) screen("<p>"_h, t("Bitte nehmen Sie Platz. Wir rufen Ihre Nummer auf."), "</p>"_h);
  if (at_device) {
    screen.back("check", t("Fertig"));
  } else {
    screen("<nav class='kl-kiosk__foot' aria-label='"_h, t("Zurück"), "'><a href='"_h, back, "'>"_h, kern::icon("back"),
           t("Zurück zum Empfang"), "</a></nav>"_h);
  }
  return screen.close();
}

}  // namespace kreislauf::appointments::office

#include "administration/appointments/office/kiosk_refusals.h"

#include <fmt/format.h>

#include <algorithm>

#include "administration/appointments/office/kiosk_screen.h"
#include "authority/page.h"
#include "platform/i18n/dates.h"

namespace kreislauf::appointments::office {

std::optional<http::Response> say_elsewhere(Room const& room, WrongCode const& wrong) {
  auto const& t = room.c.t;
  if (wrong.other_day) {
    bool const over = *wrong.other_day < room.today;
    return say(
        room, 409, over ? t("Dieser Termin ist schon vorbei") : t("Ihr Termin ist an einem anderen Tag"),
        t("Er ist für {} gebucht. Fragen Sie am Empfang, was heute möglich ist.", i18n::full_day(t, *wrong.other_day)));
  }
  auto const* other = room.c.town->office(wrong.other_office);
  if (other == nullptr) return std::nullopt;
  auto const address = fmt::format("{}, {} {}", other->street, other->postal_code, other->place);
  return say(room, 409, t("Ihr Termin ist in einem anderen Amt"),
             t("Hier können wir Sie dafür nicht anmelden. Bitte gehen Sie zu:"),
             html::fragment("<b>"_h, authority::german(room.c, other->name), "</b><br>"_h,
                            authority::german(room.c, address)));
}

http::Response say_not_here(Room const& room, NotHere const& refused) {
  auto const& t = room.c.t;
  auto const begins = i18n::clock(refused.minute);
  if (refused.channel == Channel::video)
    return say(room, 409, t("Ihr Termin ist per Video"),
               t("Öffnen Sie um {} Uhr den Link aus Ihrer E-Mail. Hier müssen Sie sich nicht anmelden.", begins));
  return say(room, 409, t("Ihr Termin ist am Telefon"),
             t("Wir rufen Sie um {} Uhr an. Hier müssen Sie sich nicht anmelden.", begins));
}

http::Response say_wrong_time(Room const& room, WrongTime const& wrong) {
  auto const& t = room.c.t;
  auto const begins = i18n::clock(wrong.minute);
  if (wrong.early) {
    auto const from = i18n::clock(std::max(0, wrong.minute - check_in_before));
    return say(room, 409, t("Sie sind früh dran"),
               t("Ihr Termin ist um {0} Uhr. Melden Sie sich ab {1} Uhr hier an.", begins, from));
  }
  return say(room, 409, t("Ihr Termin ist verfallen"),
             t("Er war um {} Uhr. Bitte gehen Sie zum Empfang oder ziehen Sie eine Nummer.", begins));
}

http::Response say_no_turn(Room const& room) {
  auto const& t = room.c.t;
  return say(room, 409, t("Für heute sind alle Nummern vergeben"), t("Termine gibt es im Internet."));
}

http::Response say_not_now(Room const& room, State state) {
  auto const& t = room.c.t;
  if (is_here(state))
    return say(room, 409, t("Sie sind schon angemeldet"), t("Bitte nehmen Sie Platz. Wir rufen Ihre Nummer auf."));
  if (state == State::finished) {
    return say(room, 409, t("Dieser Termin ist schon erledigt"),
               t("Fragen Sie am Empfang, wenn noch etwas offen ist."));
  }
  if (state == State::free) {
    return say(room, 409, t("Jetzt werden keine Nummern ausgegeben"),
               std::string{t("Bitte buchen Sie einen Termin im Internet.")} +
                   authority::call_us(room.c, room.c.town->office(room.plan.settings.office)));
  }
  return say(room, 409, t("Dieser Termin ist abgesagt"), t("Bitte gehen Sie zum Empfang oder ziehen Sie eine Nummer."));
}

}  // namespace kreislauf::appointments::office

#include <algorithm>

#include "administration/appointments/acts/counter.h"
#include "administration/appointments/resident/appointment_view.h"
#include "platform/i18n/dates.h"

// On the day: who is before me, and where I am called to.
namespace kreislauf::appointments::resident {

namespace {

using View = AppointmentView;

constexpr auto shown_before = std::chrono::hours{2};

bool is_shown(View const& v) {
  if (v.a.day != v.c.today() or v.a.channel != Channel::onsite or v.plan() == nullptr) return false;
  if (v.a.state == State::deleted) return false;
  return v.a.state != State::confirmed or parse_iso_utc(v.a.starts_at) - v.c.clock.now() < shown_before;
}

std::string desk_name(View const& v) {
  for (auto const& desk : v.plan()->desks) {
    if (desk.id == v.a.called_desk) return desk.name;
  }
  return {};
}

void write_waiting(html::Writer& out, View const& v) {
  auto const& t = v.c.t;
  auto const now = v.c.clock.now();
  auto const people = people_of(v.scene.env(), v.a.office);
  auto const turn = turn_of(people, *v.plan(), v.a.id, now).value_or(Turn{});
  out("<p class='kl-turn__big'>"_h);
  if (turn.before == 0)
    out(t("Sie sind als Nächstes dran."));
  else
    out(t.count("Noch etwa {} Person vor Ihnen", "Noch etwa {} Personen vor Ihnen", turn.before));
  out("</p><p>"_h, t("Ihre Nummer: {}", ticket_text(v.a.ticket)), ". ",
      t("Das sind ungefähr {0} Minuten. Stand: {1}.", std::max(turn.minutes, 1), i18n::until(t, now, now)), "</p>"_h);
}

void write_called(html::Writer& out, View const& v) {
  auto const& t = v.c.t;
  auto const at = i18n::until(t, parse_iso_utc(v.a.called_at), v.c.clock.now());
  out("<p class='kl-turn__big'>"_h, t("Sie sind dran: bitte zu {}", desk_name(v)), "</p><p>"_h,
      t("Nummer {0}, aufgerufen um {1}.", ticket_text(v.a.ticket), at), "</p>"_h);
}

}  // namespace

void write_turn(html::Writer& out, View const& v) {
  auto const& t = v.c.t;
  if (not is_shown(v)) return;
  auto const say = [&](std::string_view text) { out("<p>"_h, text, "</p>"_h); };
  out("<div class='kl-turn"_h, v.a.state == State::called ? " kl-turn--now"_h : ""_h,
      "' id='reihe' role='status' data-kl-live='/aemter/"_h, v.a.office, "/neues'>"_h);
  switch (v.a.state) {
    case State::queued:
      write_waiting(out, v);
      break;
    case State::called:
      write_called(out, v);
      break;
    case State::confirmed:
      say(t("Bitte melden Sie sich am Gerät im Eingang an, sobald Sie da sind."));
      break;
    case State::finished:
      say(t("Ihr Termin ist erledigt. Auf Wiedersehen!"));
      break;
    case State::missed:
      say(t("Wir haben Sie aufgerufen. Bitte sprechen Sie am Empfang, wenn Sie noch da sind."));
      break;
    default:
      break;
  }
  out("</div>"_h);
}

}  // namespace kreislauf::appointments::resident

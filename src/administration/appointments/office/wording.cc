#include "administration/appointments/office/wording.h"

#include <fmt/format.h>

#include <algorithm>

#include "administration/appointments/rules/transitions.h"
#include "administration/appointments/shared/staff_room.h"
#include "platform/i18n/dates.h"
#include "platform/kern/components.h"

namespace kreislauf::appointments::office {

std::string clock_of(std::string const& utc) {
  return utc.empty() ? std::string{} : i18n::clock(legal_time(parse_iso_utc(utc)).minute_of_day);
}

int minutes_since(std::string const& utc, Instant now) {
  if (utc.empty()) return 0;
  auto const passed = std::chrono::duration_cast<std::chrono::minutes>(now - parse_iso_utc(utc)).count();
  return static_cast<int>(std::max<std::int64_t>(0, passed));
}

namespace {

std::string about_minutes(i18n::Translator const& t, int minutes) {
  return t.count("etwa {} Minute", "etwa {} Minuten", minutes);
}

}  // namespace

std::string about_turn(i18n::Translator const& t, Turn const& turn) {
  if (turn.after_closing) return std::string{t("heute nicht mehr")};
  return turn.minutes <= 0 ? std::string{t("keine Wartezeit")} : about_minutes(t, turn.minutes);
}

std::string about_own_turn(i18n::Translator const& t, int minutes) {
  return minutes <= 0 ? std::string{t("gleich dran")} : about_minutes(t, minutes);
}

std::string counted(std::int64_t number, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", number, number == 1 ? one : many);
}

std::string_view german(Channel channel) {
  switch (channel) {
    case Channel::onsite:
      return "vor Ort";
    case Channel::phone:
      return "am Telefon";
    case Channel::video:
      break;
  }
  return "per Video";
}

std::string short_name(Appointment const& person) {
  return person.ticket.empty() ? i18n::clock(person.minute) : ticket_text(person.ticket);
}

std::string standing_text(Appointment const& person, Instant now) {
  switch (person.state) {
    case State::queued:
      return fmt::format("wartet {} Min.", minutes_since(person.arrived_at, now));
    case State::called:
      return "aufgerufen";
    case State::processing:
      return "wird bedient";
    case State::pending:
      return "noch etwas offen";
    case State::parked:
      return "geparkt";
    case State::finished:
      return "fertig";
    case State::missed:
      return is_no_show(person) ? "nicht erschienen" : "nicht mehr da";
    case State::deleted:
      return "abgesagt";
    case State::blocked:
      return "gesperrt";
    case State::reserved:
    case State::preconfirmed:
      return "noch nicht bestätigt";
    case State::free:
    case State::confirmed:
      break;
  }
  return "gebucht";
}

bool is_late(Appointment const& person, Instant now) {
  constexpr auto patience = std::chrono::minutes{10};
  return person.state == State::confirmed and parse_iso_utc(person.starts_at) + patience < now;
}

html::Fragment standing(Appointment const& person, Instant now) {
  auto const text = standing_text(person, now);
  switch (person.state) {
    case State::queued:
    case State::pending:
    case State::parked:
      return kern::status(kern::Light::soon, text);
    case State::called:
    case State::processing:
      return kern::status(kern::Light::open, text);
    case State::finished:
      return kern::status(kern::Light::closed, text);
    case State::missed:
      return kern::status(kern::Light::bad, text);
    default:
      return html::fragment(text);
  }
}

std::vector<Item> items_asked(Plan const& plan, std::string_view encoded) {
  std::vector<Item> items;
  for (auto const& service : http::fields(encoded, "dienst")) {
    auto const* offered = plan.service(service);
    bool const again = std::any_of(items.begin(), items.end(), [&](Item const& one) { return one.service == service; });
    if (offered == nullptr or again) continue;
    auto const wanted = std::clamp<std::int64_t>(number_asked(encoded, "anzahl-" + service), 1, offered->most);
    items.push_back({service, static_cast<int>(wanted)});
  }
  return items;
}

}  // namespace kreislauf::appointments::office

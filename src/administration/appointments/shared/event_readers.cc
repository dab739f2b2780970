#include <fmt/format.h>

#include <array>
#include <charconv>

#include "administration/appointments/shared/routes.h"
#include "administration/appointments/store/desk_place.h"
#include "administration/appointments/store/store.h"
#include "platform/acts/trail.h"
#include "platform/i18n/dates.h"

// What the events of this module are about, for the audit trail: the time and the office, never whose it is.
namespace kreislauf::appointments {

namespace {

using authority::EventAbout, authority::TownContext;

std::int64_t number_behind(std::string_view subject) {
  std::int64_t number = 0;
  auto const at = subject.find(':') + 1;
  std::from_chars(subject.data() + at, subject.data() + subject.size(), number);
  return number;
}

std::string_view german(std::string_view state) {
  using Word = std::pair<std::string_view, std::string_view>;
  static constexpr std::array<Word, 12> words{{{"reserved", "reserviert"},
                                               {"preconfirmed", "noch nicht bestätigt"},
                                               {"confirmed", "gebucht"},
                                               {"queued", "wartet"},
                                               {"called", "aufgerufen"},
                                               {"processing", "wird bedient"},
                                               {"pending", "noch etwas offen"},
                                               {"parked", "geparkt"},
                                               {"missed", "nicht erschienen"},
                                               {"finished", "fertig"},
                                               {"deleted", "abgesagt"},
                                               {"blocked", "gesperrt"}}};
  for (auto const& [stored, word] : words) {
    if (stored == state) return word;
  }
  return state;
}

std::string more_of(db::Connection& connection, std::string_view data) {
  if (auto const desk = acts::value_in(data, "desk"); not desk.empty())
    return store::desk_place(connection, number_behind(":" + desk)).name;
  if (auto const from = acts::value_in(data, "from"); not from.empty())
    return fmt::format("Stand davor: {}", german(from));
  if (auto const to = acts::value_in(data, "to"); not to.empty()) return fmt::format("Stand danach: {}", german(to));
  if (auto const entry = acts::value_in(data, "entry"); not entry.empty()) return "Platz " + entry + " der Warteliste";
  if (not acts::value_in(data, "replaced_by").empty()) return "durch einen früheren Termin ersetzt";
  return {};
}

/// `2026-11-24 10:00` as people write it.
std::string moment(std::string_view at) {
  auto const day = i18n::parse_iso(at.substr(0, 10));
  return day ? fmt::format("{}, {} Uhr", i18n::short_date(*day), at.substr(11)) : std::string{at};
}

EventAbout read_appointment(db::Connection& connection, TownContext const&, std::string_view subject,
                            std::string_view data) {
  auto const number = number_behind(subject);
  auto const found = store::find(connection, number);
  auto more = more_of(connection, data);
  if (auto const was = acts::value_in(data, "was"); not was.empty()) more = "vorher " + moment(was);
  if (not found) return {.what = fmt::format("Termin Nummer {}", number), .more = std::move(more)};
  auto const kind = found->origin == "walk_in" ? "Besuch ohne Termin" : "Termin";
  // As it was then; entries of before name no time of their own.
  auto const at = acts::value_in(data, "at"), office = acts::value_in(data, "office");
  auto const then =
      at.size() < 16 ? fmt::format("{}, {} Uhr", i18n::short_date(found->day), i18n::clock(found->minute)) : moment(at);
  return {.what = fmt::format("{} am {}{}", kind, then, found->ticket.empty() ? "" : ", Nummer " + found->ticket),
          .office = office.empty() ? found->office : office,
          .more = std::move(more)};
}

EventAbout read_desk(db::Connection& connection, TownContext const&, std::string_view subject, std::string_view) {
  auto const number = number_behind(subject);
  if (number == 0) return {.what = "Kalender aller Schalter"};
  auto const desk = store::desk_place(connection, number);
  return {.what = "Kalender von " + desk.name, .office = desk.office};
}

EventAbout read_entry(db::Connection&, TownContext const&, std::string_view subject, std::string_view) {
  return {.what = fmt::format("Platz {} der Warteliste", number_behind(subject))};
}

}  // namespace

std::vector<authority::EventReader> event_readers() {
  return {{"appointment:", read_appointment}, {"desk:", read_desk}, {"entry:", read_entry}};
}

}  // namespace kreislauf::appointments

#include <fmt/format.h>

#include "administration/appointments/office/office.h"

// Words and small parts of the pages of the office.
namespace kreislauf::appointments::office {

std::string clock_text(std::string const& utc) {
  return utc.empty() ? std::string{} : clock_text(legal_time(parse_iso_utc(utc)).minute_of_day);
}

std::string ticket_text(std::string_view ticket) {
  if (ticket.size() < 2) return std::string{ticket};
  return fmt::format("{}\u00A0{}", ticket.substr(0, 1), ticket.substr(1));
}

int minutes_since(std::string const& utc, Instant now) {
  if (utc.empty()) return 0;
  return static_cast<int>(
      std::max<std::int64_t>(0, std::chrono::duration_cast<std::chrono::minutes>(now - parse_iso_utc(utc)).count()));
}

html::Fragment service_text(Room const& room, std::string_view service) {
  return resident::service_label(room.module, room.c, &room.plan, service);
}
html::Fragment items_text(Room const& room, std::vector<Item> const& items) {
  return resident::items_text(room.module, room.c, &room.plan, items);
}

std::string about_minutes(Context const& c, int minutes) {
  if (minutes <= 0) return std::string{c.t("keine Wartezeit")};
  return c.t.count("etwa {} Minute", "etwa {} Minuten", minutes);
}

namespace {

/// The kind of its badge; empty is plain text.
std::string_view kind_of(State state) {
  switch (state) {
    case State::queued:
    case State::pending:
    case State::parked:
      return "soon";
    case State::called:
    case State::processing:
      return "open";
    case State::finished:
      return "closed";
    case State::missed:
      return "bad";
    default:
      return {};
  }
}

}  // namespace

std::string badge_text(Context const& c, Appointment const& person, Instant now) {
  auto const& t = c.t;
  switch (person.state) {
    case State::queued:
      return t("wartet {} Min.", minutes_since(person.arrived_at, now));
    case State::called:
      return std::string{t("aufgerufen")};
    case State::processing:
      return std::string{t("wird bedient")};
    case State::pending:
      return std::string{t("noch etwas offen")};
    case State::parked:
      return std::string{t("geparkt")};
    case State::finished:
      return std::string{t("fertig")};
    case State::missed:
      return std::string{t("nicht erschienen")};
    case State::deleted:
      return std::string{t("abgesagt")};
    case State::blocked:
      return std::string{t("gesperrt")};
    case State::reserved:
    case State::preconfirmed:
      return std::string{t("noch nicht bestätigt")};
    default:
      return std::string{t("gebucht")};
  }
}

html::Fragment badge_of(Context const& c, Appointment const& person, Instant now) {
  html::Writer out{120};
  auto const kind = kind_of(person.state);
  if (kind.empty())
    out(badge_text(c, person, now));
  else
    out("<span class=\"kl-status kl-status--", kind, "\">", badge_text(c, person, now), "</span>");
  return out.take();
}

void write_error(html::Writer& out, std::string_view id, std::string_view error) {
  if (not error.empty())
    out("<p class=\"kern-error\" id=\"", id,
        "-fehler\"><span class=\"kern-icon kern-icon--danger\" aria-hidden=\"true\"></span><span class=\"kern-body\">",
        error, "</span></p>");
}

void write_alert(html::Writer& out, std::string_view kind, std::string_view title, std::string_view text) {
  out("<div class=\"kern-alert kern-alert--", kind,
      "\" id=\"fehler\" role=\"alert\" tabindex=\"-1\" data-kl-errors><div class=\"kern-alert__header\"><span "
      "class=\"kern-icon kern-icon--",
      kind, "\" aria-hidden=\"true\"></span><h2 class=\"kern-title\">", title,
      "</h2></div><div class=\"kern-alert__body\"><p class=\"kern-body\">", text, "</p></div></div>");
}

void write_done(html::Writer& out, std::string_view text) {
  out("<div class=\"kl-note\" role=\"status\">", icon("done"), "<p>", text, "</p></div>");
}

}  // namespace kreislauf::appointments::office

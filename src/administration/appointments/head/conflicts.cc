#include <fmt/format.h>

#include <algorithm>

#include "administration/appointments/head/head.h"

// Bookings that the rules no longer have room for. Nothing is lost: each stands here until somebody moves it, cancels
// it or decides to keep it.
namespace kreislauf::appointments::head {

namespace {

constexpr auto pattern = "/verwaltung/amt/{amt}/konflikte";
constexpr std::size_t most_shown = 100;
constexpr auto all_kept = "SELECT appointment, desk, day, minute FROM kept_bookings";
constexpr auto keep =
    "INSERT INTO kept_bookings (appointment, desk, day, minute, kept_at, kept_by) VALUES (?, ?, ?, ?, ?, ?) "
    "ON CONFLICT (appointment) DO UPDATE SET desk = excluded.desk, day = excluded.day, minute = excluded.minute, "
    "kept_at = excluded.kept_at, kept_by = excluded.kept_by";
constexpr auto last_day_booked = "SELECT COALESCE(MAX(day), 0) FROM appointments WHERE office = ? AND day >= ?";

}  // namespace

std::vector<Appointment> bookings_to_come(Room const& room) {
  std::vector<Appointment> found;
  room.c.db->read([&](db::Connection& connection) {
    auto const last = connection.number(last_day_booked, room.id(), number_of(room.today));
    if (last != 0) found = store::from_day(connection, room.id(), room.today, day_of(last));
  });
  return found;
}

std::vector<Misfit> open_conflicts(db::Connection& connection, Plan const& plan,
                                   std::vector<Appointment> const& bookings, Instant now) {
  auto found = misfits(plan, bookings, now);
  connection.each(all_kept, [&](db::Row const& row) {
    std::erase_if(found, [&](Misfit const& one) {
      auto const& a = *one.booking;
      return a.id == row.integer(0) and a.desk == row.integer(1) and number_of(a.day) == row.integer(2) and
             a.minute == row.integer(3);
    });
  });
  return found;
}

void write_misfits(html::Writer& out, Room const& room, std::vector<Misfit> const& found, bool with_acts) {
  out("<section class=\"kl-scroll\" aria-labelledby=\"konflikt-titel\" tabindex=\"0\"><table class=\"kl-table "
      "kl-table--dense\"><caption id=\"konflikt-titel\" class=\"kern-sr-only\">Termine, die nicht mehr passen</caption>"
      "<thead><tr><th scope=\"col\">Zeit</th><th scope=\"col\">Code</th><th scope=\"col\">Name</th><th "
      "scope=\"col\">Dienste</th><th scope=\"col\">Schalter</th><th scope=\"col\">Warum</th>");
  if (with_acts) out("<th scope=\"col\"><span class=\"kern-sr-only\">Aktionen</span></th>");
  out("</tr></thead><tbody>");
  for (auto const& one : std::span{found}.first(std::min(found.size(), most_shown))) {
    auto const& a = *one.booking;
    out("<tr><th scope=\"row\">", short_date(a.day), ", ", office::clock_text(a.minute), "</th><td class=\"kl-num\">",
        a.code, "</td><td>", a.name, "</td><td>", office::items_text(room, a.items), "</td><td>",
        room.desk_name(a.desk), "</td><td>", one.why, "</td>");
    if (with_acts) {
      auto const who = fmt::format(": {}", a.name.empty() ? a.code : a.name);
      out("<td><span class=\"kl-line-acts\">");
      if (a.state == State::confirmed)
        out("<a class=\"kl-more\" href=\"", room.path(fmt::format("/buchen?verschieben={}", a.id)),
            "\">Verschieben<span class=\"kern-sr-only\">", who, "</span></a> ");
      out("<a class=\"kl-more\" href=\"", room.path(fmt::format("/absage/{}", a.id)),
          "\">Absagen<span class=\"kern-sr-only\">", who,
          "</span></a> <button class=\"kl-act\" type=\"submit\" name=\"behalten\" value=\"", a.id,
          "\">Behalten<span class=\"kern-sr-only\">", who, "</span></button></span></td>");
    }
    out("</tr>");
  }
  out("</tbody></table></section>");
  if (found.size() > most_shown)
    out("<p>Und ", found.size() - most_shown, " weitere. Hier stehen die nächsten ", most_shown, ".</p>");
}

http::Response conflicts(Appointments& module, http::Request const&, Context& c) {
  Room room{module, c};
  auto const bookings = bookings_to_come(room);
  std::vector<Misfit> found;
  c.db->read([&](db::Connection& connection) { found = open_conflicts(connection, room.plan, bookings, room.now); });
  auto page = open_page(room, "Termine, die nicht passen", "/konflikte");
  page("<h1>Termine, die nicht passen</h1>");
  if (found.empty()) {
    page("<p class=\"kl-lead\">Alle ", bookings.size(), " Termine der nächsten Zeit passen zu den Regeln.</p>");
  } else {
    page("<p class=\"kl-lead\">",
         found.size() == 1 ? std::string{"Ein Termin passt"} : fmt::format("{} Termine passen", found.size()),
         " nicht mehr zu den Regeln. Wer gebucht hat, behält seinen Termin, bis Sie etwas tun.</p>"
         "<p>„Verschieben“ und „Absagen“ geben der Person Bescheid. „Behalten“ heißt: Sie sorgen dafür, dass dann "
         "jemand da ist.</p><form class=\"kl-section\" action=\"",
         room.path("/konflikte"), "\" method=\"post\">", hidden(c));
    write_misfits(page.out(), room, found, true);
    page("</form>");
  }
  page("<p class=\"kl-section\"><a class=\"kl-more\" href=\"", room.path("/regeln"), "\">Zu den Regeln",
       authority::arrow(), "</a></p>");
  return close_page(page);
}

http::Response keep_booking(Appointments& module, http::Request const& request, Context& c) {
  Room room{module, c};
  auto const id = office::number_typed(request.body, "behalten");
  return changed(room, request, {pattern, typed(request.body, "behalten"), "appointment.kept", "/konflikte"},
                 [&](db::Connection& connection) {
                   auto const booking = store::find(connection, id);
                   if (not booking or booking->office != room.id()) throw NotFound{};
                   connection.exec(keep, booking->id, booking->desk, number_of(booking->day), booking->minute,
                                   iso_utc(room.now), c.staff->actor());
                 });
}

}  // namespace kreislauf::appointments::head

#include "administration/appointments/management/conflicts.h"

#include <fmt/format.h>

#include <algorithm>

#include "administration/appointments/management/management.h"
#include "platform/i18n/dates.h"

namespace kreislauf::appointments::management {

namespace {

constexpr std::size_t most_shown = 100;
constexpr std::string_view title = "Termine, die nicht passen";

/// Without those that the office has decided to keep.
std::vector<Misfit> open_conflicts(StaffRoom const& room, std::vector<Appointment> const& bookings) {
  auto found = misfits(room.plan, bookings, room.now);
  room.c.db.read([&](db::Connection& connection) {
    auto const kept = store::kept(connection);
    std::erase_if(found, [&](Misfit const& one) { return kept.contains(store::KeptBooking::of(*one.booking)); });
  });
  return found;
}

void write_acts(html::Writer& out, StaffRoom const& room, Appointment const& a) {
  auto const about = ": " + (a.name.empty() ? a.code : a.name);
  out("<span class='kl-line-acts'>"_h);
  if (a.state == State::confirmed) {
    kern::line_link(out, room.path(fmt::format("/buchen?verschieben={}", a.id)), "Verschieben", about);
    out(" ");
  }
  kern::line_link(out, room.path(fmt::format("/absage/{}", a.id)), "Absagen", about);
  out(" ");
  kern::line_button(out, {.label = "Behalten", .about = about, .name = "behalten", .value = std::to_string(a.id)});
  out("</span>"_h);
}

}  // namespace

std::vector<Appointment> bookings_to_come(StaffRoom const& room) {
  std::vector<Appointment> found;
  room.c.db.read([&](db::Connection& connection) {
    auto const last = store::last_day_booked(connection, room.id(), room.today);
    if (last) found = store::from_day(connection, room.id(), room.today, *last);
  });
  return found;
}

void write_misfits(html::Writer& out, StaffRoom const& room, std::span<Misfit const> found, bool decides) {
  kern::Table table{.caption = "Termine, die nicht mehr passen",
                    .columns = {{.label = "Zeit"},
                                {.label = "Code"},
                                {.label = "Name"},
                                {.label = "Dienste"},
                                {.label = "Schalter"},
                                {.label = "Warum"}},
                    .hide_caption = true,
                    .dense = true,
                    .id = "konflikt-titel"};
  if (decides) table.columns.push_back({.label = "Aktionen", .hidden = true});
  kern::table(out, table, [&](kern::Rows& rows) {
    for (auto const& one : found.first(std::min(found.size(), most_shown))) {
      auto const& a = *one.booking;
      rows.row([&](kern::Row& row) {
        row.head(fmt::format("{}, {}", i18n::short_date(a.day), i18n::clock(a.minute)));
        row.cell(a.code, "kl-num"_h);
        row.cell(a.name);
        row.cell(room.items(a.items));
        row.cell(room.desk_name(a.desk));
        row.cell(one.why);
        if (decides) row.cell([&](html::Writer&) { write_acts(out, room, a); });
      });
    }
  });
  if (found.size() > most_shown) {
    out("<p>Und "_h, found.size() - most_shown, " weitere. Hier stehen die nächsten ", most_shown, ".</p>"_h);
  }
}

http::Response conflicts(Appointments& module, http::Request const&, StaffContext& c) {
  StaffRoom const room{module, c};
  auto const bookings = bookings_to_come(room);
  auto const found = open_conflicts(room, bookings);
  auto page = page_of(room, "/konflikte", {.title = std::string{title}});
  if (found.empty()) {
    page.lead(fmt::format("Alle {} Termine der nächsten Zeit passen zu den Regeln.", bookings.size()));
  } else {
    auto const which =
        found.size() == 1 ? std::string{"Ein Termin passt"} : fmt::format("{} Termine passen", found.size());
    page.lead(which + " nicht mehr zu den Regeln. Wer gebucht hat, behält seinen Termin, bis Sie etwas tun.");
    page(
        "<p>„Verschieben“ und „Absagen“ geben der Person Bescheid. „Behalten“ heißt: "
        "Sie sorgen dafür, dass dann jemand da ist.</p>"_h);
    page.form({.path = room.path("/konflikte"), .classes = "kl-section"_h},
              [&](kern::Fields& f) { write_misfits(f.out(), room, found, true); });
  }
  kern::actions(
      page.out(), [&](html::Writer& out) { kern::more_link(out, room.path("/regeln"), "Zu den Regeln"); },
      "kl-section"_h);
  return page.finish();
}

http::Response keep_booking(Appointments& module, http::Request const& request, StaffContext& c) {
  StaffRoom const room{module, c};
  auto const id = number_asked(request.body, "behalten");
  return room.act(request,
                  [&](acts::Transaction& tx) {
                    auto const booking = store::find(tx.db, id);
                    if (not booking or booking->office != room.id()) throw NotFound{};
                    store::keep(tx.db, *booking, tx.now, tx.actor);
                    tx.event("appointment.kept", room.subject());
                    return acts::see(room.path("/konflikte"));
                  },
                  {.button = std::to_string(id)});
}

}  // namespace kreislauf::appointments::management

#include "administration/appointments/management/conflicts.h"

#include <fmt/format.h>

#include <algorithm>

#include "administration/appointments/management/management.h"
#include "platform/i18n/dates.h"

namespace kreislauf::appointments::management {

namespace {

constexpr std::size_t most_shown = 100;
constexpr std::string_view title = "Termine, die nicht passen";

std::span<Misfit const> first_of(std::span<Misfit const> found) {
  return found.first(std::min(found.size(), most_shown));
}

void write_rest(html::Writer& out, std::span<Misfit const> found) {
  if (found.size() <= most_shown) return;
  out("<p>Und "_h, found.size() - most_shown, " weitere. Hier stehen die nächsten ", most_shown, ".</p>"_h);
}

void write_acts(html::Writer& out, StaffRoom const& room, Appointment const& a) {
  auto const about = ": " + (a.name.empty() ? a.code : a.name);
  out("<span class='kl-line-acts'>"_h);
  if (a.state == State::confirmed) {
    kern::line_link(out, room.path(fmt::format("/buchen?verschieben={}", a.id)), "Verschieben", about);
    out(" ");
  }
  kern::line_link(out, room.path(fmt::format("/absage/{}", a.id)), "Absagen", about);
  out("</span>"_h);
}

std::string box_of(Appointment const& a) { return fmt::format("wahl-{}", a.id); }

/// What stands in the lines of the list besides the booking itself.
struct Choosing {
  kern::Fields& f;
  StaffRoom const& room;
  bool all = false;  ///< are ticked

  void row(kern::Row& row, Misfit const& one, Offered const& offered) const;
};

void Choosing::row(kern::Row& row, Misfit const& one, Offered const& offered) const {
  auto const& a = *one.booking;
  auto const id = fmt::format("k{}", a.id);
  row.head(html::fragment(i18n::short_date(a.day), ", "_h, i18n::clock(a.minute), "<small><bdi>"_h, a.name,
                          "</bdi></small>"_h),
           id);
  row.cell([&](html::Writer&) { f.tick_cell(box_of(a), id, "k-wahl", all); });
  row.cell([&](html::Writer& out) {
    out(room.items(a.items), "<small>Code "_h, a.code, ", "_h, room.desk_name(a.desk), "</small>"_h);
  });
  row.cell(one.why);
  row.cell(offered.booking == nullptr ? std::string{"noch nicht bestätigt"}
           : not offered.time         ? std::string{"keine Zeit frei"}
                                      : "Vorschlag: " + when_text(offered.time->day, offered.time->minute));
  row.cell([&](html::Writer& out) { write_acts(out, room, a); });
}

/// With what can be chosen and done about each, inside of a form.
void write_choice(Choosing const& choosing, std::span<Misfit const> found) {
  auto const& room = choosing.room;
  auto const offers = offers_for(room, found);
  auto const offer_of = [&](Appointment const* booking) {
    auto const at = std::find_if(offers.begin(), offers.end(), [&](auto const& one) { return one.booking == booking; });
    return at == offers.end() ? Offered{} : *at;
  };
  kern::Table const table{.caption = "Termine, die nicht mehr passen",
                          .columns = {{.label = "Zeit"},
                                      {.label = "Auswählen", .id = "k-wahl"},
                                      {.label = "Anliegen"},
                                      {.label = "Warum"},
                                      {.label = "Nächste passende Zeit"},
                                      {.label = "Einzeln", .hidden = true}},
                          .hide_caption = true,
                          .dense = true,
                          .wide = true,
                          .id = "konflikt-titel",
                          .classes = " kl-choose"_h};
  kern::table(choosing.f.out(), table, [&](kern::Rows& rows) {
    for (auto const& one : first_of(found))
      rows.row([&](kern::Row& row) { choosing.row(row, one, offer_of(one.booking)); });
  });
  write_rest(choosing.f.out(), found);
}

void write_conflicts(kern::Sheet& page, StaffRoom const& room, std::span<Misfit const> found, bool all) {
  page(
      "<p>Wählen Sie aus, was für mehrere zugleich geschehen soll. „Nächste passende Zeit anbieten“ zeigt erst, was "
      "jede Person lesen wird. „Behalten“ heißt: Sie sorgen dafür, dass dann jemand da ist.</p>"_h);
  page.form({.path = room.path("/konflikte"), .classes = "kl-section"_h}, [&](kern::Fields& f) {
    auto& out = f.out();
    kern::actions(out, [&](html::Writer&) {
      f.button({.label = "Nächste passende Zeit anbieten", .name = "tun", .value = "anbieten"});
      f.button({.label = "Behalten", .weight = kern::Weight::secondary, .name = "tun", .value = "behalten"});
      kern::line_link(out, room.path(all ? "/konflikte" : "/konflikte?alle=ja"),
                      all ? "Keine auswählen" : "Alle auswählen");
    });
    write_choice({.f = f, .room = room, .all = all}, found);
  });
}

struct View {
  std::string_view query;
  bool nothing_chosen = false;
};

http::Response show(StaffRoom const& room, View const& view) {
  auto const bookings = bookings_to_come(room.c.db, room.id(), room.today);
  auto const found = open_conflicts(room.c.db, room.plan, bookings, room.now);
  auto page = page_of(room, "/konflikte", {.title = std::string{title}});
  if (view.nothing_chosen)
    kern::alert(page.out(), kern::Tone::warning, "Es ist nichts ausgewählt", "Kreuzen Sie mindestens einen Termin an.");
  write_moved(page, room, view.query);
  if (auto const kept = number_asked(view.query, "behalten"); kept > 0)
    kern::done(page.out(), kept == 1 ? std::string{"Ein Termin bleibt."} : fmt::format("{} Termine bleiben.", kept));
  if (found.empty()) {
    page.lead(fmt::format("Alle {} Termine der nächsten Zeit passen zu den Regeln.", bookings.size()));
  } else {
    auto const which =
        found.size() == 1 ? std::string{"Ein Termin passt"} : fmt::format("{} Termine passen", found.size());
    page.lead(which + " nicht mehr zu den Regeln. Wer gebucht hat, behält seinen Termin, bis Sie etwas tun.");
    write_conflicts(page, room, found, http::field(view.query, "alle").has_value());
  }
  kern::actions(
      page.out(), [&](html::Writer& out) { kern::more_link(out, room.path("/regeln"), "Zu den Regeln"); },
      "kl-section"_h);
  return page.finish(view.nothing_chosen ? 422 : 200);
}

http::Response keep(StaffRoom const& room, http::Request const& request, std::vector<Misfit> const& chosen) {
  return room.act(request,
                  [&](acts::Transaction& tx) {
                    for (auto const& one : chosen) {
                      auto const booking = store::find(tx.db, one.booking->id);
                      if (not booking or booking->office != room.id()) throw NotFound{};
                      store::keep(tx.db, *booking, tx.now, tx.actor);
                      tx.event("appointment.kept", room.subject());
                    }
                    return acts::see(room.path(fmt::format("/konflikte?behalten={}", chosen.size())));
                  },
                  {.button = "behalten"});
}

}  // namespace

std::string when_text(Day day, int minute) {
  return fmt::format("{}, {} Uhr", i18n::short_date(day), i18n::clock(minute));
}

std::vector<Offered> offers_for(StaffRoom const& room, std::span<Misfit const> found) {
  std::vector<Appointment const*> movable;
  for (auto const& one : first_of(found)) {
    if (after(one.booking->state, Verb::move)) movable.push_back(one.booking);
  }
  auto const* calendar = room.free_times->of(room.id());
  auto const times = next_fitting(*calendar, movable, room.now);
  std::vector<Offered> offers;
  for (std::size_t i = 0; i < movable.size(); ++i) offers.push_back({.booking = movable[i], .time = times[i]});
  return offers;
}

void write_misfits(html::Writer& out, StaffRoom const& room, std::span<Misfit const> found) {
  kern::Table const table{.caption = "Termine, die nicht mehr passen",
                          .columns = {{.label = "Zeit"},
                                      {.label = "Code"},
                                      {.label = "Name"},
                                      {.label = "Dienste"},
                                      {.label = "Schalter"},
                                      {.label = "Warum"}},
                          .hide_caption = true,
                          .dense = true,
                          .id = "konflikt-titel"};
  kern::table(out, table, [&](kern::Rows& rows) {
    for (auto const& one : first_of(found)) {
      auto const& a = *one.booking;
      rows.row([&](kern::Row& row) {
        row.head(fmt::format("{}, {}", i18n::short_date(a.day), i18n::clock(a.minute)));
        row.cell(a.code, "kl-num"_h);
        row.cell(a.name);
        row.cell(room.items(a.items));
        row.cell(room.desk_name(a.desk));
        row.cell(one.why);
      });
    }
  });
  write_rest(out, found);
}

http::Response conflicts(Appointments& module, http::Request const& request, StaffContext& c) {
  StaffRoom const room{module, c};
  return show(room, {.query = request.query});
}

http::Response settle_conflicts(Appointments& module, http::Request const& request, StaffContext& c) {
  StaffRoom const room{module, c};
  auto const what = http::field(request.body, "tun").value_or("");
  if (what == "verschieben") return move_many(room, request);
  if (what == "zurueck") return move_many_back(room, request);
  auto const bookings = bookings_to_come(room.c.db, room.id(), room.today);
  // Sent twice, the second answer is the first one: what is kept already counts, too.
  auto chosen = what == "behalten" ? misfits(room.plan, bookings, room.now)
                                   : open_conflicts(room.c.db, room.plan, bookings, room.now);
  std::erase_if(chosen, [&](Misfit const& one) { return not http::field(request.body, box_of(*one.booking)); });
  if (chosen.empty()) return show(room, {.query = {}, .nothing_chosen = true});
  if (what == "anbieten") return preview_moves(room, offers_for(room, chosen));
  if (what == "behalten") return keep(room, request, chosen);
  throw BadRequest{"unknown button"};
}

}  // namespace kreislauf::appointments::management

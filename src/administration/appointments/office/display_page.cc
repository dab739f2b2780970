#include <fmt/format.h>

#include "administration/appointments/office/calls.h"
#include "administration/appointments/office/office.h"
#include "administration/appointments/office/screen.h"
#include "administration/appointments/office/wording.h"
#include "authority/page.h"
#include "platform/i18n/dates.h"
#include "platform/kern/assets.h"

// What hangs on the wall. Numbers only, never names.
namespace kreislauf::appointments::office {

namespace {

constexpr int new_seconds = 15;

void write_call(html::Writer& out, Room const& room, Appointment const& call) {
  bool const fresh = parse_iso_utc(call.called_at) + std::chrono::seconds{new_seconds} > room.now;
  auto const number = ticket_text(call.ticket);
  out("<tr class='kl-board__call"_h, fresh ? " kl-board__call--new"_h : ""_h, "' data-kl-call='"_h, call.id, "-",
      call.calls, "' data-kl-say='"_h, room.c.t("Nummer {0}, bitte zu {1}.", number, room.desk_name(call.called_desk)),
      "'><th scope='row'>"_h, number, "</th><td>"_h, kern::arrow(), desk_of(room, call), "</td></tr>"_h);
}

void write_calls(html::Writer& out, Room const& room, Calls const& calls) {
  auto const& t = room.c.t;
  if (calls.empty()) return out("<p>"_h, t("Gerade wird niemand aufgerufen."), "</p>"_h);
  constexpr std::size_t roomy = 4;  // more of them stand closer, so that each call in force is seen
  out("<table class='kl-board"_h, calls.size() > roomy ? " kl-board--many"_h : ""_h, "'><thead><tr><th scope='col'>"_h,
      t("Nummer"), "</th><th scope='col'>"_h, t("Bitte zu"), "</th></tr></thead><tbody>"_h);
  for (auto const* call : calls) write_call(out, room, *call);
  out("</tbody></table>"_h);
}

void write_last(html::Writer& out, Room const& room, Calls const& calls) {
  if (calls.empty()) return;
  kern::section(out, {.id = "vorher", .heading = room.c.t("Zuletzt aufgerufen"), .classes = ""_h}, [&](html::Writer&) {
    out("<ol class='kl-board__last'>"_h);
    for (auto const* call : calls)
      out("<li><b>"_h, ticket_text(call->ticket), "</b> <span>"_h, desk_of(room, *call), "</span></li>"_h);
    out("</ol>"_h);
  });
}

void write_top(Screen& screen, Room const& room) {
  auto const& t = room.c.t;
  screen("<header class='kl-display__top'><div class='kl-display__name'>"_h);
  authority::write_arms(screen.out(), room.c);
  screen("<h1>"_h, authority::german(room.c, room.office.name),
         "</h1></div><button type='button' data-kl-sound aria-pressed='false' hidden>"_h, t("Ansage"),
         "</button><p id='uhr' data-kl-live='"_h, room.news(), "'><time datetime='"_h, iso_utc(room.now), "'>"_h,
         t("{} Uhr", i18n::clock(legal_time(room.now).minute_of_day)), "</time></p></header>"_h);
}

}  // namespace

http::Response display(Appointments& module, http::Request const&, TownContext& c) {
  Room room{module, c};
  auto const& t = c.t;
  auto const calls = calls_of(room.people(), room.now);
  Screen screen{c,
                {.title = t("Aufrufe – {}", room.office.name),
                 .body_class = "kl-display"_h,
                 .scripts = {"live.js", "display.js"},
                 .refresh_seconds = 10}};
  auto& out = screen.out();
  write_top(screen, room);
  out("<main><div id='aufrufe' role='status' data-kl-live='"_h, room.news(), "'>"_h);
  write_calls(out, room, calls.current);
  out("</div><div class='kl-board__side' id='neben' data-kl-live='"_h, room.news(), "'>"_h);
  if (takes_walk_ins(room.plan, room.now)) {
    auto const turn = turn_of_new(room.people(), room.plan, {}, room.now);
    kern::section(out, {.id = "dauer", .heading = t("Wartezeit ohne Termin"), .classes = ""_h},
                  [&](html::Writer&) { out("<p class='kl-board__wait'>"_h, about_turn(t, turn), "</p>"_h); });
  }
  write_last(out, room, calls.last);
  out("</div></main>"_h);
  return screen.finish();
}

}  // namespace kreislauf::appointments::office

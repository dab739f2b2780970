#include <fmt/format.h>

#include <algorithm>

#include "administration/appointments/office/calls.h"
#include "administration/appointments/office/office.h"
#include "administration/appointments/office/wording.h"
#include "authority/page.h"
#include "platform/i18n/dates.h"

// What people read on their phone while they wait. Numbers only, never names.
namespace kreislauf::appointments::office {

namespace {

/// The own place in the queue: what is said large, and what is said below.
struct OwnTurn {
  html::Fragment large;
  std::string small;
  bool now = false;
};

OwnTurn turn_text(Room& room, std::string const& number) {
  auto const& t = room.c.t;
  auto const people = room.people();
  auto const shown = ticket_text(number);
  auto const found =
      std::find_if(people.begin(), people.end(), [&](Appointment const& one) { return one.ticket == number; });
  if (found != people.end() and found->state == State::called) {
    return {html::fragment(t("Sie sind dran: bitte zu"), " <b>"_h, desk_of(room, *found), "</b>"_h),
            t("Nummer {0}, aufgerufen um {1} Uhr.", shown, clock_of(found->called_at)), true};
  }
  if (found != people.end() and found->state == State::queued) {
    auto const turn = turn_of(people, room.plan, found->id, room.now).value_or(Turn{});
    auto const clock = i18n::clock(legal_time(room.now).minute_of_day);
    auto const large = turn.before == 0
                           ? std::string{t("Sie sind als Nächstes dran.")}
                           : t.count("Noch etwa {} Person vor Ihnen", "Noch etwa {} Personen vor Ihnen", turn.before);
    return {html::fragment(large),
            t("Nummer {0}: {1}. Stand: {2} Uhr.", shown, about_own_turn(t, turn.minutes), clock)};
  }
  return {html::fragment(t("Die Nummer {} wartet gerade nicht.", shown)),
          std::string{t("Sehen Sie auf Ihrem Zettel nach. Oder fragen Sie am Empfang.")}};
}

void write_turn(html::Writer& out, Room& room, std::string const& number) {
  auto const turn = turn_text(room, number);
  out("<div class='kl-turn"_h, turn.now ? " kl-turn--now"_h : ""_h, "' id='reihe' role='status' data-kl-live='"_h,
      room.news(), "'><p class='kl-turn__big'>"_h, turn.large, "</p><p>"_h, turn.small, "</p></div>"_h);
}

void write_calls(html::Writer& out, Room const& room, Calls const& calls) {
  auto const& t = room.c.t;
  if (calls.empty()) return out("<p>"_h, t("Gerade wird niemand aufgerufen."), "</p>"_h);
  out("<table class='kl-hours'><thead><tr><th scope='col'>"_h, t("Nummer"), "</th><th scope='col'>"_h, t("Schalter"),
      "</th></tr></thead><tbody>"_h);
  for (auto const* call : calls) {
    out(call == calls.front() ? "<tr class='kl-hours__today'>"_h : "<tr>"_h, "<th scope='row'>"_h,
        ticket_text(call->ticket), "</th><td>"_h, desk_of(room, *call), "</td></tr>"_h);
  }
  out("</tbody></table>"_h);
}

void write_now(html::Writer& out, Room& room) {
  auto const& t = room.c.t;
  auto const people = room.people();
  auto const waiting = static_cast<std::int64_t>(waiting_times(people, room.plan, room.now).size());
  out("<div id='aufrufe' data-kl-live='"_h, room.news(), "'>"_h);
  write_calls(out, room, calls_of(people, room.now).current);
  if (waiting == 0)
    out("<p>"_h, t("Gerade wartet niemand."), "</p>"_h);
  else
    out("<p>"_h, t.count("Es wartet {} Person.", "Es warten {} Personen.", waiting), "</p>"_h);
  if (takes_walk_ins(room.plan, room.now)) {
    auto const turn = turn_of_new(people, room.plan, {}, room.now);
    out("<p>"_h, t("Ohne Termin: {}.", about_turn(t, turn)), "</p>"_h);
  }
  out("</div>"_h);
}

kern::Form number_question(Room const& room) {
  return {
      room.c.t, room.today, {{.name = "nummer", .label = room.c.t("Ihre Nummer"), .optional = true, .plain = true}}};
}

}  // namespace

http::Response waiting_room(Appointments& module, http::Request const& request, TownContext& c) {
  Room room{module, c};
  auto const& t = c.t;
  auto const number = code_of(http::field(request.query, "nummer").value_or("")).substr(0, 8);
  auto form = number_question(room);
  if (not number.empty()) form.fill("nummer", ticket_text(number));
  auto const path = fmt::format("/aemter/{}/warteraum", room.id());
  authority::Page page{c,
                       {.title = t("Wartezimmer: {}", room.office.name),
                        .path = path,
                        .layout = kern::Layout::narrow,
                        .crumbs = {{"/aemter", std::string{t("Ämter")}}, {"/aemter/" + room.id(), room.office.name}},
                        .query = number.empty() ? std::string{} : "?nummer=" + number,
                        .here = std::string{t("Wartezimmer")},
                        .index = false,
                        .scripts = {"live.js"},
                        .refresh_seconds = 30}};
  page.filter(form, {.path = authority::path_in(c, path)}, [&](kern::Fields& f) {
    f.all();
    f.button({.label = t("Zeigen")});
  });
  if (not number.empty()) write_turn(page.out(), room, number);
  kern::section(page.out(), {.id = "gerade", .heading = t("Gerade aufgerufen")},
                [&](html::Writer& out) { write_now(out, room); });
  auto response = page.finish();
  response.caching = http::Caching::none;
  return response;
}

}  // namespace kreislauf::appointments::office

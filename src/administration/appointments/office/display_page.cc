#include <fmt/format.h>

#include <algorithm>

#include "administration/appointments/office/office.h"

// What hangs on the wall and what people read on their phone while they wait. Numbers only, never names.
namespace kreislauf::appointments::office {

namespace {

constexpr std::size_t calls_shown = 4, last_shown = 6;
constexpr int new_seconds = 15;
constexpr int still_shown_minutes = 2;  ///< after the person has sat down

using Calls = std::vector<Appointment const*>;

/// Everybody who was called today by number, newest first.
Calls calls_of(std::span<Appointment const> people) {
  Calls calls;
  for (auto const& person : people) {
    if (not person.called_at.empty() and not person.ticket.empty() and person.channel == Channel::onsite)
      calls.push_back(&person);
  }
  std::sort(calls.begin(), calls.end(),
            [](auto const* a, auto const* b) { return std::tie(b->called_at, b->id) < std::tie(a->called_at, a->id); });
  return calls;
}

bool is_current(Appointment const& person, Instant now) {
  if (person.state == State::called) return true;
  return person.state == State::processing and
         parse_iso_utc(person.called_at) + std::chrono::minutes{still_shown_minutes} > now;
}

/// The calls in force, and those before them.
std::pair<Calls, Calls> split(Calls const& calls, Instant now) {
  std::pair<Calls, Calls> parts;
  for (auto const* call : calls) {
    bool const current = is_current(*call, now) and parts.first.size() < calls_shown;
    auto& list = current ? parts.first : parts.second;
    if (current or list.size() < last_shown) list.push_back(call);
  }
  return parts;
}

html::Fragment desk_text(Room const& room, Appointment const& person) {
  return authority::german(room.c, room.desk_name(person.called_desk));
}

void write_calls(html::Writer& out, Room const& room, Calls const& calls) {
  auto const& t = room.c.t;
  if (calls.empty()) return out("<p>", t("Gerade wird niemand aufgerufen."), "</p>");
  out("<table class=\"kl-board\"><thead><tr><th scope=\"col\">", t("Nummer"), "</th><th scope=\"col\">", t("Bitte zu"),
      "</th></tr></thead><tbody>");
  for (auto const* call : calls) {
    bool const fresh = parse_iso_utc(call->called_at) + std::chrono::seconds{new_seconds} > room.now;
    out("<tr class=\"kl-board__call", fresh ? std::string_view{" kl-board__call--new"} : std::string_view{},
        "\" data-kl-call=\"", call->id, "-", call->calls, "\" data-kl-say=\"",
        t("Nummer {0}, bitte zu {1}.", ticket_text(call->ticket), room.desk_name(call->called_desk)),
        "\"><th scope=\"row\">", ticket_text(call->ticket), "</th><td>", authority::arrow(), desk_text(room, *call),
        "</td></tr>");
  }
  out("</tbody></table>");
}

void write_last(html::Writer& out, Room const& room, Calls const& calls) {
  auto const& t = room.c.t;
  if (calls.empty()) return;
  out("<section aria-labelledby=\"vorher\"><h2 id=\"vorher\">", t("Zuletzt aufgerufen"),
      "</h2><ol class=\"kl-board__last\">");
  for (auto const* call : calls)
    out("<li><b>", ticket_text(call->ticket), "</b> <span>", desk_text(room, *call), "</span></li>");
  out("</ol></section>");
}

}  // namespace

http::Response display(Appointments& module, http::Request const&, Context& context) {
  Room room{module, context};
  auto const& t = context.t;
  auto const [current, before] = split(calls_of(room.people()), room.now);
  auto const minute = legal_time(room.now).minute_of_day;
  html::Writer out;
  open_screen(out, context,
              {.title = t("Aufrufe – {}", room.office.name),
               .body_class = "kl-display",
               .scripts = {"live.js", "display.js"},
               .refresh_seconds = 10});
  out("<header class=\"kl-display__top\"><div class=\"kl-display__name\">");
  authority::write_arms(out, context);
  out("<h1>", authority::german(context, room.office.name),
      "</h1></div><button type=\"button\" data-kl-sound aria-pressed=\"false\" hidden>", t("Ansage"),
      "</button><p id=\"uhr\" data-kl-live=\"", room.news(), "\"><time datetime=\"", iso_utc(room.now), "\">",
      t("{} Uhr", clock_text(minute)), "</time></p></header><main><div id=\"aufrufe\" role=\"status\" data-kl-live=\"",
      room.news(), "\">");
  write_calls(out, room, current);
  out("</div><div class=\"kl-board__side\" id=\"neben\" data-kl-live=\"", room.news(), "\">");
  if (takes_walk_ins(room.plan, room.now)) {
    out("<section aria-labelledby=\"dauer\"><h2 id=\"dauer\">", t("Wartezeit ohne Termin"),
        "</h2><p class=\"kl-board__wait\">",
        about_minutes(context, turn_of_new(room.people(), room.plan, {}, room.now).minutes), "</p></section>");
  }
  write_last(out, room, before);
  out("</div></main>");
  return close_screen(out);
}

namespace {

/// The own place in the queue, for the number somebody has typed or scanned.
void write_turn(html::Writer& out, Room& room, std::string const& number) {
  auto const& t = room.c.t;
  auto const people = room.people();
  auto const found =
      std::find_if(people.begin(), people.end(), [&](Appointment const& one) { return one.ticket == number; });
  auto const open = [&](std::string_view more) {
    out("<div class=\"kl-turn", more, "\" id=\"reihe\" role=\"status\" data-kl-live=\"", room.news(),
        "\"><p class=\"kl-turn__big\">");
  };
  if (found != people.end() and found->state == State::called) {
    open(" kl-turn--now");
    return out(t("Sie sind dran: bitte zu"), " <b>", desk_text(room, *found), "</b></p><p>",
               t("Nummer {0}, aufgerufen um {1} Uhr.", ticket_text(number), clock_text(found->called_at)),
               "</p></div>");
  }
  open("");
  if (found != people.end() and found->state == State::queued) {
    auto const turn = turn_of(people, room.plan, found->id, room.now).value_or(Turn{});
    if (turn.before == 0)
      out(t("Sie sind als Nächstes dran."));
    else
      out(t.count("Noch etwa {} Person vor Ihnen", "Noch etwa {} Personen vor Ihnen", turn.before));
    return out("</p><p>",
               t("Nummer {0}: {1}. Stand: {2} Uhr.", ticket_text(number), about_minutes(room.c, turn.minutes),
                 clock_text(legal_time(room.now).minute_of_day)),
               "</p></div>");
  }
  out(t("Die Nummer {} wartet gerade nicht.", ticket_text(number)), "</p><p>",
      t("Sehen Sie auf Ihrem Zettel nach. Oder fragen Sie am Empfang."), "</p></div>");
}

void write_now(html::Writer& out, Room& room) {
  auto const& t = room.c.t;
  auto const people = room.people();
  auto const queue = waiting_times(people, room.plan, room.now);
  auto const current = split(calls_of(people), room.now).first;
  out("<div id=\"aufrufe\" data-kl-live=\"", room.news(), "\">");
  if (current.empty()) {
    out("<p>", t("Gerade wird niemand aufgerufen."), "</p>");
  } else {
    out("<table class=\"kl-hours\"><thead><tr><th scope=\"col\">", t("Nummer"), "</th><th scope=\"col\">",
        t("Schalter"), "</th></tr></thead><tbody>");
    for (auto const* call : current) {
      if (call == current.front())
        out("<tr class=\"kl-hours__today\">");
      else
        out("<tr>");
      out("<th scope=\"row\">", ticket_text(call->ticket), "</th><td>", desk_text(room, *call), "</td></tr>");
    }
    out("</tbody></table>");
  }
  if (queue.empty())
    out("<p>", t("Gerade wartet niemand."), "</p>");
  else
    out("<p>", t.count("Es wartet {} Person.", "Es warten {} Personen.", static_cast<std::int64_t>(queue.size())),
        "</p>");
  if (takes_walk_ins(room.plan, room.now)) {
    out("<p>", t("Ohne Termin: {}.", about_minutes(room.c, turn_of_new(people, room.plan, {}, room.now).minutes)),
        "</p>");
  }
  out("</div>");
}

}  // namespace

http::Response waiting_room(Appointments& module, http::Request const& request, Context& context) {
  Room room{module, context};
  auto const& t = context.t;
  auto const number = code_of(typed(request.query, "nummer")).substr(0, 8);
  auto const path = fmt::format("/aemter/{}/warteraum", room.id());
  authority::Page page{context,
                       {.title = t("Wartezimmer: {}", room.office.name),
                        .path = path,
                        .crumbs = {{"/aemter", std::string{t("Ämter")}}, {"/aemter/" + room.id(), room.office.name}},
                        .query = number.empty() ? std::string{} : "?nummer=" + number,
                        .here = std::string{t("Wartezimmer")},
                        .index = false,
                        .scripts = {"live.js"},
                        .refresh_seconds = 30}};
  page("<div class=\"kl-wrap kl-page kl-narrow kl-stack\"><h1>", t("Wartezimmer: {}", room.office.name),
       "</h1><form class=\"kl-filter\" action=\"", authority::path_in(context, path),
       "\" method=\"get\"><div><label for=\"nummer\">", t("Ihre Nummer"),
       "</label> <input class=\"kl-select\" id=\"nummer\" name=\"nummer\" type=\"text\" autocomplete=\"off\" "
       "autocapitalize=\"characters\" spellcheck=\"false\" dir=\"ltr\" value=\"",
       number.empty() ? std::string{} : ticket_text(number),
       "\"></div><button class=\"kern-btn kern-btn--primary\" type=\"submit\"><span class=\"kern-label\">", t("Zeigen"),
       "</span></button></form>");
  if (not number.empty()) write_turn(page.out(), room, number);
  page("<section class=\"kl-section\" aria-labelledby=\"gerade\"><h2 id=\"gerade\">", t("Gerade aufgerufen"), "</h2>");
  write_now(page.out(), room);
  page("</section></div>");
  auto response = page.finish();
  response.caching = http::Caching::none;
  return response;
}

}  // namespace kreislauf::appointments::office

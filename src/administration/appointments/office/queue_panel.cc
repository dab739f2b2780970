#include <algorithm>

#include "administration/appointments/office/office.h"

// Who waits: the right side of the desk and of the reception. The stream refreshes it.
namespace kreislauf::appointments::office {

namespace {

constexpr std::size_t shown_at_once = 20;
constexpr std::size_t next_shown = 10;

void write_call(html::Writer& out, Room const& room, Appointment const& person, std::int64_t desk) {
  auto const& t = room.c.t;
  if (desk == 0) return;
  out("<td>");
  // A desk that cannot do what the person needs does not offer to call.
  if (can_serve(room.plan, desk, person)) {
    out("<button class=\"kl-act\" type=\"submit\" name=\"was\" value=\"call\" formaction=\"",
        room.path("/schalter/" + std::to_string(person.id)), "\">", t("Aufrufen"), "<span class=\"kern-sr-only\"> ",
        person.ticket.empty() ? clock_text(person.minute) : ticket_text(person.ticket), "</span></button>");
  } else {
    out("<span class=\"kl-muted\">", t("anderer Schalter"), "</span>");
  }
  out("</td>");
}

void open_table(html::Writer& out, Context const& c, std::string_view first, std::string_view third, bool acts) {
  auto const& t = c.t;
  out("<table class=\"kl-table kl-table--dense\"><thead><tr><th scope=\"col\">", first, "</th><th scope=\"col\">",
      t("Anliegen"), "</th><th scope=\"col\">", third, "</th>");
  if (acts) out("<th scope=\"col\"><span class=\"kern-sr-only\">", t("Aktion"), "</span></th>");
  out("</tr></thead><tbody>");
}

void write_waiting(html::Writer& out, Room const& room, std::span<Waiting const> queue, std::int64_t desk) {
  auto const& t = room.c.t;
  open_table(out, room.c, t("Nummer"), t("wartet"), desk != 0);
  for (auto const& [person, minutes] : queue) {
    out("<tr><th scope=\"row\">", ticket_text(person->ticket), "</th><td>", items_text(room, person->items), "<small>");
    if (person->origin == "walk_in")
      out(t("ohne Termin"));
    else
      out(t("Termin {}", clock_text(person->minute)));
    if (person->calls > 0) out(" · ", t("schon aufgerufen"));
    out("</small></td><td>", t("{} Min.", minutes_since(person->arrived_at, room.now)), "<small>",
        t("noch etwa {} Min.", minutes), "</small></td>");
    write_call(out, room, *person, desk);
    out("</tr>");
  }
  out("</tbody></table>");
}

using People = std::vector<Appointment const*>;

People in_state(std::span<Appointment const> people, State state) {
  People found;
  for (auto const& person : people) {
    if (person.state == state) found.push_back(&person);
  }
  return found;
}

void write_aside(html::Writer& out, Room const& room, std::string_view title, People const& people, std::int64_t desk) {
  auto const& t = room.c.t;
  if (people.empty()) return;
  out("<h2>", title, "</h2>");
  open_table(out, room.c, t("Nummer"), t("aufgerufen"), desk != 0);
  for (auto const* person : people) {
    out("<tr><th scope=\"row\">", person->ticket.empty() ? clock_text(person->minute) : ticket_text(person->ticket),
        "</th><td>", items_text(room, person->items), "</td><td>",
        person->called_at.empty() ? std::string{"–"} : clock_text(person->called_at), "</td>");
    write_call(out, room, *person, desk);
    out("</tr>");
  }
  out("</tbody></table>");
}

void write_expected(html::Writer& out, Room const& room, People const& people, std::int64_t desk) {
  auto const& t = room.c.t;
  if (people.empty()) return;
  out("<h2>", t("Nächste Termine"), "</h2>");
  open_table(out, room.c, t("Zeit"), t("Stand"), desk != 0);
  for (std::size_t i = 0; i < std::min(people.size(), next_shown); ++i) {
    auto const& person = *people[i];
    out("<tr><th scope=\"row\">", clock_text(person.minute), "</th><td>", items_text(room, person.items),
        "<small><bdi>", person.name, "</bdi></small>");
    if (person.channel != Channel::onsite) out("<small>", channel_text(room.c, person.channel), "</small>");
    out("</td><td>", t("gebucht"), "</td>");
    write_call(out, room, person, desk);
    out("</tr>");
  }
  out("</tbody></table>");
  if (people.size() > next_shown)
    out("<p class=\"kl-small\">",
        t.count("Danach noch {} Termin heute.", "Danach noch {} Termine heute.",
                static_cast<std::int64_t>(people.size() - next_shown)),
        "</p>");
}

}  // namespace

void write_queue(html::Writer& out, Room& room, std::int64_t desk) {
  auto const& t = room.c.t;
  auto const people = room.people();
  auto const queue = waiting_times(people, room.plan, room.now);
  std::span<Waiting const> const all{queue};
  out("<section class=\"kl-panel\" id=\"schlange\" aria-labelledby=\"schlange-titel\" data-kl-live=\"", room.news(),
      "\"><h2 id=\"schlange-titel\">");
  if (queue.empty())
    out(t("Niemand wartet"));
  else
    out(t.count("Es wartet {} Person", "Es warten {} Personen", static_cast<std::int64_t>(queue.size())));
  out("</h2>");
  // Who only looks has nothing to send.
  if (desk != 0)
    out("<form action=\"", room.path("/schalter/aufruf"), "\" method=\"post\">", hidden(room.c),
        "<input type=\"hidden\" name=\"schalter\" value=\"", desk, "\">");
  if (not queue.empty()) write_waiting(out, room, all.first(std::min(queue.size(), shown_at_once)), desk);
  if (queue.size() > shown_at_once) {
    out("<details class=\"kl-fold\" id=\"weitere\"><summary>",
        t.count("{} weitere Person", "{} weitere Personen", static_cast<std::int64_t>(queue.size() - shown_at_once)),
        "</summary>");
    write_waiting(out, room, all.subspan(shown_at_once), desk);
    out("</details>");
  }
  write_aside(out, room, t("Geparkt"), in_state(people, State::parked), desk);
  write_aside(out, room, t("Noch etwas offen"), in_state(people, State::pending), desk);
  write_expected(out, room, in_state(people, State::confirmed), desk);
  write_aside(out, room, t("Nicht erschienen"), in_state(people, State::missed), desk);
  if (desk != 0) out("</form>");
  out("</section>");
}

}  // namespace kreislauf::appointments::office

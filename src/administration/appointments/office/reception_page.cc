#include <fmt/format.h>

#include <algorithm>

#include "administration/appointments/office/office.h"
#include "base/text.h"

// The reception: checks people in, hands out numbers, sees the queue.
namespace kreislauf::appointments::office {

namespace {

constexpr std::size_t last_shown = 5;

struct Ask {
  std::string who = {}, error = {};
  std::vector<Appointment const*> several = {};  ///< whom a name fits
  std::string_view title = {}, text = {};        ///< of an alert
};

void write_check_in(html::Writer& out, Room const& room, Ask const& ask, http::Request const* again) {
  auto const& t = room.c.t;
  out("<section class=\"kl-panel kl-stack\" aria-labelledby=\"da\"><h2 id=\"da\">", t("Mit Termin"),
      "</h2><form class=\"kl-fields\" action=\"", room.path("/empfang"), "\" method=\"post\" novalidate>",
      hidden(room.c, again), "<div><label for=\"wer\">", t("Code oder Name"),
      "</label> <input class=\"kl-select\" id=\"wer\" name=\"wer\" type=\"text\" autocomplete=\"off\" value=\"",
      ask.who, "\" data-kl-key=\"/\"");
  if (not ask.error.empty()) out(" aria-describedby=\"wer-fehler\" aria-invalid=\"true\"");
  out("></div><button class=\"kern-btn kern-btn--primary\" type=\"submit\"><span class=\"kern-label\">",
      t("Ankunft melden"), "</span></button></form>");
  write_error(out, "wer", ask.error);
  if (not ask.several.empty()) {
    out("<form action=\"", room.path("/empfang"), "\" method=\"post\">", hidden(room.c),
        "<ul class=\"kl-slots kl-slots--list\">");
    for (auto const* person : ask.several) {
      out("<li><button class=\"kl-slot\" type=\"submit\" name=\"wer\" value=\"", person->code, "\"><b>",
          clock_text(person->minute), " ", person->name, "</b> <span>", items_text(room, person->items),
          "</span></button></li>");
    }
    out("</ul></form>");
  }
  out("</section>");
}

void write_numbers(html::Writer& out, Room& room) {
  auto const& t = room.c.t;
  out("<section class=\"kl-panel kl-stack\" aria-labelledby=\"ohne\"><h2 id=\"ohne\">",
      t("Ohne Termin: Nummer ausgeben"), "</h2>");
  if (not takes_walk_ins(room.plan, room.now))
    return out("<p>", t("Jetzt werden keine Nummern ausgegeben. Die Zeiten stehen in den Regeln."), "</p></section>");
  out("<form action=\"", room.path("/empfang"), "\" method=\"post\">", hidden(room.c),
      "<ul class=\"kl-slots kl-slots--list\">");
  for (auto const& offer : room.plan.offers) {
    if (not offer.onsite) continue;
    auto const turn = turn_of_new(room.people(), room.plan, {{offer.service, 1}}, room.now);
    out("<li><button class=\"kl-slot\" type=\"submit\" name=\"dienst\" value=\"", offer.service, "\"><b>",
        service_text(room, offer.service), "</b> <span>", about_minutes(room.c, turn.minutes), "</span></button></li>");
  }
  out("</ul></form></section>");
}

void write_last(html::Writer& out, Room& room) {
  auto const& t = room.c.t;
  std::vector<Appointment const*> given;
  for (auto const& person : room.people()) {
    if (not person.ticket.empty() and not person.arrived_at.empty()) given.push_back(&person);
  }
  if (given.empty()) return;
  std::sort(given.begin(), given.end(), [](auto const* a, auto const* b) {
    return std::tie(b->arrived_at, b->id) < std::tie(a->arrived_at, a->id);
  });
  given.resize(std::min(given.size(), last_shown));
  out("<section class=\"kl-panel kl-stack\" aria-labelledby=\"zuletzt\"><h2 id=\"zuletzt\">", t("Zuletzt angemeldet"),
      "</h2>");
  for (auto const* person : given) {
    out("<p><b class=\"kl-num\">", ticket_text(person->ticket), "</b> ", items_text(room, person->items), ", ",
        t("{} Uhr", clock_text(person->arrived_at)), ". <a class=\"kl-more\" href=\"",
        room.path("/empfang?drucken=" + person->ticket), "\">", icon("doc"), t("Drucken"),
        "<span class=\"kern-sr-only\"> ", ticket_text(person->ticket), "</span></a></p>");
  }
  out("</section>");
}

http::Response show(Room& room, Ask const& ask, std::int64_t done = 0, http::Request const* again = nullptr) {
  auto const& t = room.c.t;
  bool const wrong = not ask.error.empty() or not ask.title.empty();
  auto page = page_of(room, wrong ? t("Fehler: {}", t("Empfang")) : std::string{t("Empfang")}, "/empfang",
                      {"live.js", "desk.js"});
  page("<div class=\"kl-wrap kl-page\">");
  if (not ask.title.empty()) write_alert(page.out(), "warning", ask.title, ask.text);
  if (auto const* person = room.person(done); person != nullptr and not person->ticket.empty()) {
    auto const turn = turn_of(room.people(), room.plan, person->id, room.now);
    write_done(page.out(),
               turn ? t("{0}: angemeldet, {1}.", ticket_text(person->ticket), about_minutes(room.c, turn->minutes))
                    : t("{} ist angemeldet.", ticket_text(person->ticket)));
  }
  page("<h1>", t("Empfang"), "</h1><div class=\"kl-desk\"><div class=\"kl-stack\">");
  write_check_in(page.out(), room, ask, again);
  write_numbers(page.out(), room);
  write_last(page.out(), room);
  page("</div>");
  write_queue(page.out(), room, 0);
  page("</div></div>");
  return page.finish(wrong ? 422 : 200);
}

/// Whom a part of a name fits among those who may still check in today.
std::vector<Appointment const*> by_name(Room& room, std::string_view name) {
  auto const wanted = text::folded(name);
  std::vector<Appointment const*> found;
  for (auto const& person : room.people()) {
    bool const fits = wanted.size() >= 2 and text::folded(person.name).find(wanted) != std::string::npos;
    if (fits and after(person.state, Verb::check_in)) found.push_back(&person);
  }
  return found;
}

Ask wrong_code(Room const& room, std::string who, WrongCode const& wrong) {
  auto const& t = room.c.t;
  if (wrong.other_day)
    return {.who = std::move(who),
            .error = t("Dieser Termin ist für {} gebucht.", full_day_text(room.c, *wrong.other_day))};
  if (auto const* other = room.c.town->office(wrong.other_office); other != nullptr) {
    return {.who = std::move(who),
            .error = t("Dieser Termin ist hier: {}", fmt::format("{}, {}", other->name, other->street))};
  }
  auto error = t("Zu „{}“ gibt es heute keinen Termin.", who);
  return {.who = std::move(who), .error = std::move(error)};
}

std::string not_now(Context const& c, State state) {
  auto const& t = c.t;
  if (is_here(state)) return std::string{t("Diese Person ist schon angemeldet.")};
  if (state == State::finished) return std::string{t("Dieser Termin ist schon erledigt.")};
  return std::string{t("Dieser Termin ist abgesagt.")};
}

http::Response check_in_here(Room& room, http::Request const& request) {
  auto const& t = room.c.t;
  auto who = typed(request.body, "wer");
  if (who.empty()) return show(room, {.error = std::string{t("Geben Sie den Code oder den Namen ein.")}}, 0, &request);
  auto code = who;
  auto const named = by_name(room, who);
  if (named.size() == 1) code = named.front()->code;
  if (named.size() > 1) return show(room, {.who = who, .error = {}, .several = named});
  Form const form{room.c, request, "/verwaltung/amt/{amt}/empfang"};
  try {
    return room.done(check_in(room.scene.place(), form, room.id(), code, Door::reception, [&](Appointment const& a) {
      return acts::Answer{.location = room.path(fmt::format("/empfang?getan={}", a.id))};
    }));
  } catch (WrongCode const& wrong) {
    return show(room, wrong_code(room, std::move(who), wrong));
  } catch (NotNow const& now) {
    return show(room, {.who = std::move(who), .error = not_now(room.c, now.state)});
  }
}

}  // namespace

http::Response reception(Appointments& module, http::Request const& request, Context& context) {
  Room room{module, context};
  if (auto const number = code_of(typed(request.query, "drucken")); not number.empty())
    return ticket(room, number, room.path("/empfang"));
  return show(room, {}, number_typed(request.query, "getan"));
}

http::Response receive(Appointments& module, http::Request const& request, Context& context) {
  Room room{module, context};
  auto const& t = context.t;
  auto const items = items_typed(room.plan, request.body);
  try {
    if (items.empty()) return check_in_here(room, request);
    Form const form{context, request, "/verwaltung/amt/{amt}/empfang"};
    return room.done(take_number(room.scene.place(), form, room.id(), items, [&](Appointment const& a) {
      return acts::Answer{.location = room.path(fmt::format("/empfang?getan={}", a.id))};
    }));
  } catch (NotNow const&) {
    return show(room, {.title = t("Es wurde keine Nummer ausgegeben"),
                       .text = t("Jetzt ist keine Zeit ohne Termin. Sie können einen Termin buchen.")});
  } catch (acts::KeyReused const&) {
    return show(room, {.title = t("Die Seite war nicht mehr aktuell"),
                       .text = t("Es wurde nichts geändert. Bitte noch einmal.")});
  }
}

}  // namespace kreislauf::appointments::office

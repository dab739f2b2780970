#include <fmt/format.h>

#include <algorithm>

#include "administration/appointments/office/office.h"

// The desk of a clerk: who is here now, what can be done, who comes next.
namespace kreislauf::appointments::office {

namespace {

struct Button {
  Verb verb;
  std::string_view label, key, icon;
  bool primary;
};
// In the order they stand on the page; which of them are there says the table of transitions.
constexpr std::array buttons{
    Button{Verb::start, i18n::message("Beginnen"), "b", "check", true},
    Button{Verb::finish, i18n::message("Fertig"), "f", "check", true},
    Button{Verb::call_again, i18n::message("Noch einmal aufrufen"), "a", "chat", false},
    Button{Verb::follow_up, i18n::message("Noch etwas offen"), "z", "list", false},
    Button{Verb::park, i18n::message("Parken"), "p", "parking", false},
    Button{Verb::wait_on, i18n::message("Weiter warten"), "w", "clock", false},
    Button{Verb::no_show, i18n::message("Nicht erschienen"), "k", "cross", false},
};

void write_key(html::Writer& out, std::string_view key) {
  std::string upper{key};
  upper[0] = static_cast<char>(upper[0] - 32);
  out(" <kbd class=\"kl-key\">", upper, "</kbd>");
}

void write_button(html::Writer& out, Context const& c, Button const& button) {
  if (button.primary)
    out("<button class=\"kern-btn kern-btn--primary kl-do\"");
  else
    out("<button class=\"kern-btn kern-btn--secondary\"");
  out(" type=\"submit\" name=\"was\" value=\"", name_of(button.verb), "\" data-kl-key=\"", button.key, "\">");
  if (button.primary) out(icon(button.icon));
  out("<span class=\"kern-label\">", c.t(button.label), "</span>");
  write_key(out, button.key);
  out("</button>");
}

/// What can be done with this person now: the table of transitions as buttons.
void write_acts(html::Writer& out, Room const& room, Appointment const& person, std::int64_t desk) {
  out("<form class=\"kl-acts\" action=\"", room.path("/schalter/" + std::to_string(person.id)), "\" method=\"post\">",
      hidden(room.c), "<input type=\"hidden\" name=\"schalter\" value=\"", desk, "\">");
  auto const possible = [&](Button const& button) { return after(person.state, button.verb).has_value(); };
  for (auto const& button : buttons) {
    if (button.primary and possible(button)) write_button(out, room.c, button);
  }
  out("<div>");
  for (auto const& button : buttons) {
    if (not button.primary and possible(button)) write_button(out, room.c, button);
  }
  out("</div></form>");
}

void write_row(html::Writer& out, std::string_view term, html::Fragment const& value,
               html::Fragment const& small = {}) {
  out("<div><dt>", term, "</dt><dd>", value);
  if (not small.empty()) out("<small>", small, "</small>");
  out("</dd></div>");
}

html::Fragment words(std::string_view text) {
  html::Writer out{text.size() + 16};
  out(text);
  return out.take();
}

/// How to reach somebody who does not come in person.
html::Fragment reach(Room const& room, Appointment const& person) {
  html::Writer out{200};
  if (person.channel == Channel::phone) authority::write_phone(out, person.phone);
  if (person.channel == Channel::video) {
    auto const link = video_link(room.plan.settings, room.board->secret, person);
    out("<a class=\"kl-more\" href=\"", link, "\" target=\"_blank\" rel=\"noopener noreferrer\">",
        room.c.t("Video öffnen"), "</a>");
  }
  return out.take();
}

void write_person(html::Writer& out, Room const& room, Appointment const& person) {
  auto const& t = room.c.t;
  out("<h1 id=\"person\">");
  if (not person.ticket.empty())
    out("<span class=\"kl-person__number kl-num\">", ticket_text(person.ticket), "</span> ");
  out("<span>",
      person.name.empty() ? std::string{person.ticket.empty() ? t("Ohne Namen") : std::string_view{}} : person.name,
      "</span></h1><dl class=\"kl-dl\">");
  auto const planned = person.origin == "walk_in"
                           ? t("geplant {} Minuten, ohne Termin", person.minutes)
                           : t("geplant {0} Minuten, Termin {1} Uhr", person.minutes, clock_text(person.minute));
  write_row(out, t("Dienste"), items_text(room, person.items), words(planned));
  if (person.channel == Channel::phone and not person.phone.empty()) write_row(out, t("Telefon"), reach(room, person));
  if (person.channel == Channel::video) write_row(out, t("Video"), reach(room, person));
  if (not person.note.empty()) write_row(out, t("Notiz"), words(person.note));
  if (not person.arrived_at.empty()) {
    auto const from = std::max(person.arrived_at, person.starts_at);
    auto const until = person.started_at.empty() ? room.now : parse_iso_utc(person.started_at);
    write_row(out, t("Gewartet"), words(t("{} Min.", minutes_since(from, until))),
              words(t("angemeldet um {0} Uhr, aufgerufen um {1} Uhr", clock_text(person.arrived_at),
                      clock_text(person.called_at))));
  }
  out("</dl>");
}

void write_head(html::Writer& out, Room const& room, Desk const& desk, Appointment const* person) {
  auto const& t = room.c.t;
  out("<div class=\"kl-person__head\"><p>", desk.name, " · ");
  if (person == nullptr) {
    out("<span class=\"kl-status kl-status--closed\">", t("frei"), "</span>");
  } else {
    out(badge_of(room.c, *person, room.now), " ",
        t("seit {} Uhr",
          clock_text(person->state == State::processing and not person->started_at.empty() ? person->started_at
                                                                                           : person->called_at)));
    if (person->state == State::called and person->calls > 1) out(" · ", t("{}. Aufruf", person->calls));
  }
  out("</p><span class=\"kl-line-acts\"><a class=\"kl-more\" href=\"", room.path("/schalter"), "\">",
      t("Anderer Schalter"),
      "</a> <button class=\"kl-act\" type=\"button\" data-kl-keys aria-pressed=\"false\" hidden>", t("Tastenkürzel"),
      "</button></span></div>");
}

void write_figures(html::Writer& out, Room& room) {
  auto const& t = room.c.t;
  auto const day = figures_of(room.people());
  out("<p class=\"kl-small kl-muted\">", t.count("Heute {} Person bedient", "Heute {} Personen bedient", day.served),
      " · ", t("mittlere Wartezeit {} Min.", day.mean_wait), " · ", t("{} nicht erschienen", day.missed), "</p>");
}

void write_desk(html::Writer& out, Room& room, Desk const& desk) {
  auto const& t = room.c.t;
  auto const* person = person_at(room.people(), desk.id);
  out("<section class=\"kl-panel kl-person\" aria-labelledby=\"person\">");
  write_head(out, room, desk, person);
  if (person != nullptr) {
    write_person(out, room, *person);
    write_acts(out, room, *person, desk.id);
  } else {
    out("<h1 id=\"person\">", t("{} ist frei", desk.name), "</h1><form class=\"kl-acts kl-section\" action=\"",
        room.path("/schalter/aufruf"), "\" method=\"post\">", hidden(room.c),
        "<input type=\"hidden\" name=\"schalter\" value=\"", desk.id,
        "\"><button class=\"kern-btn kern-btn--primary kl-do\" type=\"submit\" data-kl-key=\"n\">", icon("chat"),
        "<span class=\"kern-label\">", t("Nächste Person aufrufen"), "</span>");
    write_key(out, "n");
    out("</button></form>");
  }
  write_figures(out, room);
  out("</section>");
}

/// What an act has led to, read from the state as it is now.
std::string done_text(Context const& c, Appointment const& person) {
  auto const& t = c.t;
  auto const who =
      person.ticket.empty() ? t("Der Termin um {} Uhr", clock_text(person.minute)) : ticket_text(person.ticket);
  switch (person.state) {
    case State::finished:
      return t("{} ist fertig.", who);
    case State::parked:
      return t("{} ist geparkt.", who);
    case State::queued:
      return t("{} wartet weiter.", who);
    case State::pending:
      return t("{} ist bedient, etwas ist noch offen.", who);
    case State::missed:
      return t("{} ist als nicht erschienen vermerkt.", who);
    default:
      return {};
  }
}

http::Response choose_desk(Room& room) {
  auto const& t = room.c.t;
  auto page = page_of(room, std::string{t("Schalter wählen")}, "/schalter");
  page("<div class=\"kl-wrap kl-page kl-narrow\"><h1>", t("An welchem Schalter arbeiten Sie heute?"), "</h1>");
  if (room.plan.desks.empty())
    page("<p>", t("Dieses Amt hat noch keine Schalter. Die Leitung kann sie anlegen."), "</p>");
  page("<form class=\"kl-section\" action=\"", room.path("/schalter"), "\" method=\"get\"><ul class=\"kl-slots\">");
  for (auto const& one : room.plan.desks) {
    if (one.overbook or not one.active) continue;
    auto const* person = person_at(room.people(), one.id);
    page("<li><button class=\"kl-slot\" type=\"submit\" name=\"schalter\" value=\"", one.id, "\">", one.name);
    if (person != nullptr) page(" <span>", t("mit {}", ticket_text(person->ticket)), "</span>");
    page("</button></li>");
  }
  page("</ul></form></div>");
  return page.finish();
}

struct Notice {
  std::string title = {}, text = {};
};

http::Response show_desk(Room& room, Desk const& desk, std::int64_t done, Notice const& notice = {}) {
  auto page = page_of(room, desk.name, "/schalter", {"live.js", "desk.js"});
  page("<div class=\"kl-wrap kl-page kl-desk\">");
  if (not notice.title.empty()) {
    page("<div>");
    write_alert(page.out(), "warning", notice.title, notice.text);
    page("</div>");
  } else if (auto const* person = room.person(done)) {
    if (auto const text = done_text(room.c, *person); not text.empty()) write_done(page.out(), text);
  } else if (done < 0) {
    write_done(page.out(), room.c.t("Gerade wartet niemand, den dieser Schalter bedienen kann."));
  }
  write_desk(page.out(), room, desk);
  write_queue(page.out(), room, desk.id);
  page("</div>");
  return page.finish(notice.title.empty() ? 200 : 409);
}

/// What happened to this person meanwhile, in plain words.
Notice meanwhile(Room& room, std::int64_t number) {
  auto const& t = room.c.t;
  auto const* person = room.person(number);
  auto const nothing = t("Ihr Klick hat nichts geändert. Unten sehen Sie den Stand von jetzt.");
  if (person == nullptr)
    return {std::string{t("Dieser Termin ist nicht mehr da")},
            t("Er wurde inzwischen abgesagt oder verschoben. {}", nothing)};
  auto const who =
      person->ticket.empty() ? t("Der Termin um {} Uhr", clock_text(person->minute)) : ticket_text(person->ticket);
  bool const at_desk = person->state == State::called or person->state == State::processing;
  if (at_desk)
    return {t("{0} ist schon bei {1}", who, room.desk_name(person->called_desk)),
            t("Eine Kollegin oder ein Kollege war schneller. {}", nothing)};
  auto const text = done_text(room.c, *person);
  return {text.empty() ? t("{} ist nicht mehr in diesem Stand", who) : text.substr(0, text.size() - 1),
          t("Das hat sich inzwischen geändert. {}", nothing)};
}

Desk const& desk_of(Room const& room, http::Request const& request) {
  auto const* found = room.desk(number_typed(request.body, "schalter"));
  if (found == nullptr) throw BadRequest{"choose a desk"};
  return *found;
}

std::string back_to(Room const& room, Desk const& desk, std::int64_t done) {
  auto const path = room.path(fmt::format("/schalter?schalter={}", desk.id));
  return done == 0 ? path : fmt::format("{}&getan={}", path, done);
}

Notice busy(Context const& c, Desk const& desk, DeskBusy const& there) {
  return {c.t("An {0} ist noch {1}", desk.name,
              there.ticket.empty() ? std::string{c.t("jemand")} : ticket_text(there.ticket)),
          std::string{c.t("Schließen Sie das zuerst ab. Es wurde niemand aufgerufen.")}};
}

Notice stale(Context const& c) {
  return {std::string{c.t("Die Seite war nicht mehr aktuell")},
          std::string{c.t("Ihr Klick hat nichts geändert. Unten sehen Sie den Stand von jetzt.")}};
}

bool is_verb_of_desk(Verb verb) {
  return verb == Verb::call or
         std::any_of(buttons.begin(), buttons.end(), [&](Button const& one) { return one.verb == verb; });
}

}  // namespace

http::Response desk(Appointments& module, http::Request const& request, Context& context) {
  Room room{module, context};
  auto const* chosen = room.desk(number_typed(request.query, "schalter"));
  return chosen == nullptr ? choose_desk(room) : show_desk(room, *chosen, number_typed(request.query, "getan"));
}

http::Response call_next_person(Appointments& module, http::Request const& request, Context& context) {
  Room room{module, context};
  auto const& desk = desk_of(room, request);
  Form const form{context, request, "/verwaltung/amt/{amt}/schalter/aufruf"};
  try {
    return room.done(call_next(room.scene.place(), form, room.id(), desk.id, [&](Appointment const* called) {
      return acts::Answer{.location = back_to(room, desk, called == nullptr ? -1 : 0)};
    }));
  } catch (DeskBusy const& there) {
    return show_desk(room, desk, 0, busy(context, desk, there));
  } catch (acts::KeyReused const&) {
    return show_desk(room, desk, 0, stale(context));
  }
}

http::Response act_on_person(Appointments& module, http::Request const& request, Context& context) {
  Room room{module, context};
  auto const& desk = desk_of(room, request);
  auto const number = number_in(context.values[1]);
  auto const was = typed(request.body, "was");
  Verb verb{};
  if (not parse_verb(was, verb) or not is_verb_of_desk(verb)) throw BadRequest{"unknown act"};
  // A page has many buttons: each of them acts once.
  Form const form{context, request, "/verwaltung/amt/{amt}/schalter/{nummer}", fmt::format("{}.{}", was, number)};
  bool const leaves = verb != Verb::call and verb != Verb::call_again and verb != Verb::start;
  try {
    return room.done(serve(room.scene.place(), form, room.id(), number, verb, desk.id,
                           {.location = back_to(room, desk, leaves ? number : 0)}));
  } catch (NotNow const&) {
    return show_desk(room, desk, 0, meanwhile(room, number));
  } catch (NotFound const&) {
    return show_desk(room, desk, 0, meanwhile(room, number));
  } catch (DeskBusy const& there) {
    return show_desk(room, desk, 0, busy(context, desk, there));
  } catch (acts::KeyReused const&) {
    return show_desk(room, desk, 0, stale(context));
  }
}

}  // namespace kreislauf::appointments::office

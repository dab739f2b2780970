#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "administration/appointments/office/office.h"
#include "administration/appointments/office/queue_panel.h"
#include "administration/appointments/office/wording.h"
#include "platform/i18n/dates.h"
#include "platform/kern/assets.h"

// The desk of a clerk: who is here now, what can be done, who comes next.
namespace kreislauf::appointments::office {

namespace {

struct Act {
  Verb verb;
  std::string_view label, key, icon;
  bool main;
};
// In the order they stand on the page; which of them are there says the table of transitions.
constexpr std::array acts_at_desk{
    Act{Verb::start, "Beginnen", "b", "check", true},
    Act{Verb::finish, "Fertig", "f", "check", true},
    Act{Verb::call_again, "Noch einmal aufrufen", "a", {}, false},
    Act{Verb::follow_up, "Noch etwas offen", "z", {}, false},
    Act{Verb::park, "Parken", "p", {}, false},
    Act{Verb::wait_on, "Weiter warten", "w", {}, false},
    Act{Verb::no_show, "Nicht erschienen", "k", {}, false},
};

kern::Button button_of(Act const& act, Appointment const& person) {
  // Who has checked in was there: no no-show.
  bool const gone = act.verb == Verb::no_show and not person.arrived_at.empty();
  return {.label = gone ? "Nicht mehr da" : act.label,
          .icon = act.icon,
          .weight = act.main ? kern::Weight::primary : kern::Weight::secondary,
          .name = "was",
          .value = name_of(act.verb),
          .key = act.key,
          .formaction = {},
          .classes = act.main ? " kl-do"_h : ""_h};
}

/// What can be done with this person now: the table of transitions as buttons.
void write_acts(StaffRoom const& room, kern::Sheet& page, Appointment const& person, std::int64_t desk) {
  page.form({.path = room.path(fmt::format("/schalter/{}", person.id)), .classes = "kl-acts"_h}, [&](kern::Fields& f) {
    f.hidden("schalter", desk);
    auto const buttons = [&](bool main) {
      for (auto const& act : acts_at_desk) {
        if (act.main == main and after(person.state, act.verb)) f.button(button_of(act, person));
      }
    };
    buttons(true);
    f.out()("<div>"_h);
    buttons(false);
    f.out()("</div>"_h);
  });
}

/// How to reach somebody who does not come in person.
void write_reach(kern::Details& list, StaffRoom const& room, Appointment const& person) {
  if (person.channel == Channel::phone and not person.phone.empty()) {
    list.row("Telefon", [&](html::Writer& out) { authority::write_phone(out, person.phone); });
  }
  if (person.channel == Channel::video) {
    auto const link = video_link(room.plan.settings, room.free_times->secrets, person);
    list.row("Video", html::fragment("<a class='kl-more' href='"_h, link,
                                     "' target='_blank' rel='noopener noreferrer'>Video öffnen</a>"_h));
  }
}

void write_person(html::Writer& out, StaffRoom const& room, Appointment const& person) {
  out("<h1 id='person'>"_h);
  if (not person.ticket.empty())
    out("<span class='kl-person__number kl-num'>"_h, ticket_text(person.ticket), "</span> "_h);
  bool const nameless = person.name.empty() and person.ticket.empty();
  out("<span>"_h, nameless ? std::string_view{"Ohne Namen"} : std::string_view{person.name}, "</span></h1>"_h);
  kern::details(out, [&](kern::Details& list) {
    auto const how = person.origin == "walk_in" ? std::string{"ohne Termin"}
                                                : fmt::format("Termin {} Uhr", i18n::clock(person.minute));
    list.row("Dienste", room.items(person.items), fmt::format("geplant {} Minuten, {}", person.minutes, how));
    write_reach(list, room, person);
    if (not person.note.empty()) list.row("Notiz", person.note);
    if (person.arrived_at.empty()) return;
    auto const since = std::max(person.arrived_at, person.starts_at);
    auto const until = person.started_at.empty() ? room.now : parse_iso_utc(person.started_at);
    list.row("Gewartet", fmt::format("{} Min.", minutes_since(since, until)),
             fmt::format("angemeldet um {} Uhr, aufgerufen um {} Uhr", clock_of(person.arrived_at),
                         clock_of(person.called_at)));
  });
}

void write_head(html::Writer& out, StaffRoom const& room, Desk const& desk, Appointment const* person) {
  out("<div class='kl-person__head'><p>"_h, desk.name, " · ");
  if (person == nullptr) {
    out(kern::status(kern::Light::closed, "frei"));
  } else {
    bool const begun = person->state == State::processing and not person->started_at.empty();
    out(standing(*person, room.now), " seit ", clock_of(begun ? person->started_at : person->called_at), " Uhr");
    if (person->state == State::called and person->calls > 1) out(" · ", person->calls, ". Aufruf");
  }
  out("</p><span class='kl-line-acts'>"_h);
  kern::line_link(out, room.path("/schalter"), "Anderer Schalter");
  out(" ");
  kern::keys_switch(out);
  out("</span></div>"_h);
}

void write_figures(html::Writer& out, StaffRoom& room) {
  auto const day = figures_of(room.people());
  out("<p class='kl-small kl-muted'>Heute "_h, counted(day.served, "Person", "Personen"),
      " bedient · mittlere Wartezeit ", day.mean_wait, " Min. · ", day.missed, " nicht erschienen</p>"_h);
}

void write_desk(kern::Sheet& page, StaffRoom& room, Desk const& desk) {
  auto const* person = person_at(room.people(), desk.id);
  page("<section class='kl-panel kl-person' aria-labelledby='person'>"_h);
  write_head(page.out(), room, desk, person);
  if (person != nullptr) {
    write_person(page.out(), room, *person);
    write_acts(room, page, *person, desk.id);
  } else {
    page("<h1 id='person'>"_h, desk.name, " ist frei</h1>"_h);
    page.form({.path = room.path("/schalter/aufruf"), .classes = "kl-acts kl-section"_h}, [&](kern::Fields& f) {
      f.hidden("schalter", desk.id);
      f.button(
          {.label = "Nächste Person aufrufen", .icon = "chat", .key = "n", .formaction = {}, .classes = " kl-do"_h});
    });
  }
  write_figures(page.out(), room);
  page("</section>"_h);
}

std::string who(Appointment const& person) {
  return person.ticket.empty() ? fmt::format("Der Termin um {} Uhr", i18n::clock(person.minute))
                               : ticket_text(person.ticket);
}

/// What an act has led to, read from the state as it is now.
std::string done_text(Appointment const& person) {
  switch (person.state) {
    case State::finished:
      return who(person) + " ist fertig.";
    case State::parked:
      return who(person) + " ist geparkt.";
    case State::queued:
      return who(person) + " wartet weiter.";
    case State::pending:
      return who(person) + " ist bedient, etwas ist noch offen.";
    case State::missed:
      return who(person) + (is_no_show(person) ? " ist als nicht erschienen vermerkt." : " ist nicht mehr da.");
    default:
      return {};
  }
}

http::Response choose_desk(StaffRoom& room) {
  auto page = page_of(room, "/schalter",
                      {.title = "Schalter wählen",
                       .layout = kern::Layout::narrow,
                       .heading = "An welchem Schalter arbeiten Sie heute?"});
  if (room.plan.desks.empty()) page("<p>Dieses Amt hat noch keine Schalter. Die Leitung kann sie anlegen.</p>"_h);
  kern::Form const nothing{room.c.t, room.today, {}};
  page.ask(nothing, {.path = room.path("/schalter"), .classes = "kl-section"_h}, [&](kern::Fields& f) {
    auto& out = f.out();
    out("<ul class='kl-slots'>"_h);
    for (auto const& one : room.desks()) {
      if (not one.active) continue;
      auto const* person = person_at(room.people(), one.id);
      out("<li><button class='kl-slot' type='submit' name='schalter' value='"_h, one.id, "'>"_h, one.name);
      if (person != nullptr) out(" <span>mit "_h, ticket_text(person->ticket), "</span>"_h);
      out("</button></li>"_h);
    }
    out("</ul>"_h);
  });
  return page.finish();
}

struct Alert {
  std::string title = {}, text = {};
};

http::Response show_desk(StaffRoom& room, Desk const& desk, std::int64_t done, Alert const& alert = {}) {
  auto page =
      page_of(room, "/schalter", {.title = desk.name, .layout = kern::Layout::own, .scripts = {"live.js", "keys.js"}});
  auto& out = page.out();
  out("<div class='kl-wrap kl-page kl-desk'>"_h);
  if (not alert.title.empty()) {
    out("<div>"_h);
    kern::alert(out, kern::Tone::warning, alert.title, alert.text);
    out("</div>"_h);
  } else if (auto const* person = room.person(done)) {
    if (auto const text = done_text(*person); not text.empty()) kern::done(out, text);
  } else if (done < 0) {
    kern::done(out, "Gerade wartet niemand, den dieser Schalter bedienen kann.");
  }
  write_desk(page, room, desk);
  write_queue(page, room, desk.id);
  out("</div>"_h);
  return page.finish(alert.title.empty() ? 200 : 409);
}

constexpr std::string_view nothing_changed = "Ihr Klick hat nichts geändert. Unten sehen Sie den Stand von jetzt.";

/// What happened to this person meanwhile, in plain words.
Alert meanwhile(StaffRoom& room, std::int64_t number) {
  auto const* person = room.person(number);
  if (person == nullptr) {
    return {"Dieser Termin ist nicht mehr da",
            fmt::format("Er wurde inzwischen abgesagt oder verschoben. {}", nothing_changed)};
  }
  if (person->state == State::called or person->state == State::processing) {
    return {fmt::format("{} ist schon bei {}", who(*person), room.desk_name(person->called_desk)),
            fmt::format("Eine Kollegin oder ein Kollege war schneller. {}", nothing_changed)};
  }
  auto title = done_text(*person);
  if (title.empty()) title = who(*person) + " ist nicht mehr in diesem Stand.";
  title.pop_back();
  return {std::move(title), fmt::format("Das hat sich inzwischen geändert. {}", nothing_changed)};
}

Alert busy(Desk const& desk, DeskBusy const& there) {
  auto const somebody = there.ticket.empty() ? std::string{"jemand"} : ticket_text(there.ticket);
  return {fmt::format("An {} ist noch {}", desk.name, somebody),
          "Schließen Sie das zuerst ab. Es wurde niemand aufgerufen."};
}

Alert stale() { return {"Die Seite war nicht mehr aktuell", std::string{nothing_changed}}; }

Desk const& desk_of(StaffRoom const& room, http::Request const& request) {
  auto const* found = room.desk(number_asked(request.body, "schalter"));
  if (found == nullptr) throw BadRequest{"choose a desk"};
  return *found;
}

std::string back_to(StaffRoom const& room, Desk const& desk, std::int64_t done) {
  auto const path = room.path(fmt::format("/schalter?schalter={}", desk.id));
  return done == 0 ? path : fmt::format("{}&getan={}", path, done);
}

Verb verb_of(std::string_view text) {
  Verb verb{};
  bool const known = parse_verb(text, verb);
  bool const here = verb == Verb::call or std::any_of(acts_at_desk.begin(), acts_at_desk.end(),
                                                      [&](Act const& one) { return one.verb == verb; });
  if (not known or not here) throw BadRequest{"unknown act"};
  return verb;
}

}  // namespace

http::Response desk(Appointments& module, http::Request const& request, StaffContext& c) {
  StaffRoom room{module, c};
  auto const* chosen = room.desk(number_asked(request.query, "schalter"));
  return chosen == nullptr ? choose_desk(room) : show_desk(room, *chosen, number_asked(request.query, "getan"));
}

http::Response call_next_person(Appointments& module, http::Request const& request, StaffContext& c) {
  StaffRoom room{module, c};
  auto const& desk = desk_of(room, request);
  try {
    return room.act(request, [&](acts::Transaction& tx) {
      auto const called = call_next(tx, room.scene.env(), room.id(), desk.id);
      return acts::see(back_to(room, desk, called ? 0 : -1));
    });
  } catch (DeskBusy const& there) {
    return show_desk(room, desk, 0, busy(desk, there));
  } catch (acts::KeyReused const&) {
    return show_desk(room, desk, 0, stale());
  }
}

http::Response act_on_person(Appointments& module, http::Request const& request, StaffContext& c) {
  StaffRoom room{module, c};
  auto const& desk = desk_of(room, request);
  auto const number = number_in(c.path("nummer"));
  auto const verb = verb_of(http::field(request.body, "was").value_or(""));
  bool const leaves = verb != Verb::call and verb != Verb::call_again and verb != Verb::start;
  try {
    return room.act(request,
                    [&](acts::Transaction& tx) {
                      serve(tx, room.scene.env(), room.id(), number, verb, desk.id);
                      return acts::see(back_to(room, desk, leaves ? number : 0));
                    },
                    {.button = fmt::format("{}.{}", name_of(verb), number)});
  } catch (NotNow const&) {
    return show_desk(room, desk, 0, meanwhile(room, number));
  } catch (NotFound const&) {
    return show_desk(room, desk, 0, meanwhile(room, number));
  } catch (DeskBusy const& there) {
    return show_desk(room, desk, 0, busy(desk, there));
  } catch (acts::KeyReused const&) {
    return show_desk(room, desk, 0, stale());
  }
}

}  // namespace kreislauf::appointments::office

#include <fmt/format.h>

#include <algorithm>

#include "administration/appointments/office/expected_panel.h"
#include "administration/appointments/office/office.h"
#include "administration/appointments/office/queue_panel.h"
#include "administration/appointments/office/ticket.h"
#include "administration/appointments/office/wording.h"
#include "administration/appointments/rules/names.h"
#include "platform/i18n/dates.h"
#include "platform/kern/assets.h"

// The reception: checks people in, hands out numbers, sees the queue.
namespace kreislauf::appointments::office {

namespace {

constexpr std::size_t last_shown = 5;

kern::Form questions(StaffRoom const& room) {
  return {
      room.c.t,
      room.today,
      {{.name = "wer", .label = "Code oder Name", .missing = "Geben Sie den Code oder den Namen ein.", .key = "/"}}};
}

struct View {
  kern::Form const& form;
  std::vector<Appointment const*> several = {};  ///< whom a name fits
  std::int64_t done = 0;                         ///< who was just checked in
  std::string title = {}, text = {};             ///< of an alert
};

void write_several(kern::Sheet& page, StaffRoom const& room, std::vector<Appointment const*> const& several) {
  if (several.empty()) return;
  page.form({.path = room.path("/empfang"), .classes = ""_h}, [&](kern::Fields& f) {
    auto& out = f.out();
    out("<ul class='kl-slots kl-slots--list'>"_h);
    for (auto const* person : several) {
      out("<li><button class='kl-slot' type='submit' name='wer' value='"_h, person->code, "'><b>"_h,
          i18n::clock(person->minute), " ", person->name, "</b> <span>"_h, room.items(person->items),
          "</span></button></li>"_h);
    }
    out("</ul>"_h);
  });
}

void write_check_in(kern::Sheet& page, StaffRoom& room, View const& view) {
  kern::panel(page.out(), "da", "Mit Termin", [&](html::Writer&) {
    page.short_form(view.form, {.path = room.path("/empfang"), .classes = "kl-fields"_h}, [](kern::Fields& f) {
      f.all();
      f.button({.label = "Ankunft melden"});
    });
    write_several(page, room, view.several);
    write_expected(page, room);
  });
}

void write_numbers(kern::Sheet& page, StaffRoom& room) {
  kern::panel(page.out(), "ohne", "Ohne Termin: Nummer ausgeben", [&](html::Writer& out) {
    if (not takes_walk_ins(room.plan, room.now)) {
      return out("<p>Jetzt werden keine Nummern ausgegeben. Die Zeiten stehen in den Regeln.</p>"_h);
    }
    if (turn_of_new(room.people(), room.plan, {}, room.now).after_closing)
      out("<p>Für heute sind alle Nummern vergeben: Wer jetzt käme, wäre erst nach Dienstschluss dran.</p>"_h);
    page.form({.path = room.path("/empfang"), .classes = ""_h}, [&](kern::Fields&) {
      out("<ul class='kl-slots kl-slots--list'>"_h);
      for (auto const& one : room.plan.services) {
        if (not one.onsite) continue;
        auto const turn = turn_of_new(room.people(), room.plan, {{one.service, 1}}, room.now);
        out("<li><button class='kl-slot' type='submit' name='dienst' value='"_h, one.service, "'"_h,
            turn.after_closing ? " disabled"_h : ""_h, "><b>"_h, room.service(one.service), "</b> <span>"_h,
            about_turn(room.c.t, turn), "</span></button></li>"_h);
      }
      out("</ul>"_h);
    });
  });
}

std::vector<Appointment const*> last_given(StaffRoom& room) {
  std::vector<Appointment const*> given;
  for (auto const& person : room.people()) {
    if (not person.ticket.empty() and not person.arrived_at.empty()) given.push_back(&person);
  }
  std::sort(given.begin(), given.end(), [](auto const* a, auto const* b) {
    return std::tie(b->arrived_at, b->id) < std::tie(a->arrived_at, a->id);
  });
  given.resize(std::min(given.size(), last_shown));
  return given;
}

void write_last(html::Writer& out, StaffRoom& room) {
  auto const given = last_given(room);
  if (given.empty()) return;
  kern::panel(out, "zuletzt", "Zuletzt angemeldet", [&](html::Writer&) {
    for (auto const* person : given) {
      auto const number = ticket_text(person->ticket);
      out("<p><b class='kl-num'>"_h, number, "</b> "_h, room.items(person->items), ", ", clock_of(person->arrived_at),
          " Uhr. ");
      kern::more_link(out, room.path("/empfang?drucken=" + person->ticket),
                      html::fragment("Drucken<span class='kern-sr-only'> "_h, number, "</span>"_h), "doc");
      out("</p>"_h);
    }
  });
}

std::string done_text(StaffRoom& room, Appointment const& person) {
  auto const number = ticket_text(person.ticket);
  if (person.state == State::queued) {
    auto const turn = turn_of(room.people(), room.plan, person.id, room.now).value_or(Turn{});
    return fmt::format("{}: angemeldet, {}.", number, about_own_turn(room.c.t, turn.minutes));
  }
  auto const who = fmt::format("{}, {} Uhr", person.name, i18n::clock(person.minute));
  if (is_no_show(person)) return who + ": als nicht erschienen vermerkt.";
  if (person.state == State::confirmed) return who + ": wird wieder erwartet.";
  return number.empty() ? std::string{} : number + " ist angemeldet.";
}

void write_done(html::Writer& out, StaffRoom& room, std::int64_t done) {
  auto const* person = room.person(done);
  if (person == nullptr) return;
  if (auto const said = done_text(room, *person); not said.empty()) kern::done(out, said);
}

http::Response show(StaffRoom& room, View const& view) {
  auto page =
      page_of(room, "/empfang",
              {.title = "Empfang", .form = &view.form, .layout = kern::Layout::own, .scripts = {"live.js", "keys.js"}});
  auto& out = page.out();
  out("<div class='kl-wrap kl-page'>"_h);
  page.error_summary();
  if (not view.title.empty()) kern::alert(out, kern::Tone::warning, view.title, view.text);
  write_done(out, room, view.done);
  out("<h1>Empfang</h1><div class='kl-desk'><div class='kl-stack'>"_h);
  write_check_in(page, room, view);
  write_last(out, room);
  out("</div><div class='kl-stack'>"_h);
  write_queue(page, room, 0);
  write_numbers(page, room);
  out("</div></div></div>"_h);
  return page.finish(view.title.empty() ? 200 : 409);
}

/// Whom a part of a name fits among those who may still check in today.
std::vector<Appointment const*> by_name(StaffRoom& room, std::string_view asked) {
  std::vector<Appointment const*> found;
  for (auto const& person : room.people()) {
    if (after(person.state, Verb::check_in) and is_called(person.name, asked)) found.push_back(&person);
  }
  return found;
}

/// Who looks for somebody that sits in the waiting room already wants to hear that.
std::string already_here(StaffRoom& room, std::string const& who) {
  for (auto const& person : room.people()) {
    if (not is_here(person.state) or not is_called(person.name, who)) continue;
    auto const number = person.ticket.empty() ? std::string{} : fmt::format(", Nummer {}", person.ticket);
    return fmt::format("{} ist schon da{}.", person.name, number);
  }
  return {};
}

std::string why_not(StaffRoom& room, std::string const& who, WrongCode const& wrong) {
  if (auto here = already_here(room, who); not here.empty()) return here;
  if (wrong.other_day)
    return fmt::format("Dieser Termin ist für {} gebucht.", i18n::full_day(room.c.t, *wrong.other_day));
  if (auto const* other = room.c.town->office(wrong.other_office); other != nullptr) {
    return fmt::format("Dieser Termin ist hier: {}, {}", other->name, other->street);
  }
  return fmt::format("Zu „{}“ gibt es heute keinen Termin.", who);
}

std::string why_not(State state) {
  if (is_here(state)) return "Diese Person ist schon angemeldet.";
  if (state == State::finished) return "Dieser Termin ist schon erledigt.";
  return "Dieser Termin ist abgesagt.";
}

acts::Answer received(StaffRoom const& room, Appointment const& person) {
  return acts::see(room.path(fmt::format("/empfang?getan={}", person.id)));
}

http::Response check_in_here(StaffRoom& room, http::Request const& request) {
  auto form = questions(room);
  form.read(request.body);
  if (not form.fine()) return show(room, {.form = form});
  auto const& who = form.text("wer");
  auto const named = by_name(room, who);
  if (named.size() > 1) return show(room, {.form = form, .several = named});
  auto const code = named.empty() ? who : named.front()->code;
  try {
    return room.act(request,
                    [&](acts::Transaction& tx) {
                      return received(room, check_in(tx, room.scene.env(), room.id(), code, Door::reception));
                    },
                    {.button = "wer." + code});
  } catch (WrongCode const& wrong) {
    form.wrong("wer", why_not(room, who, wrong));
  } catch (NotNow const& now) {
    form.wrong("wer", why_not(now.state));
  }
  return show(room, {.form = form});
}

/// Somebody did not come, or it was a mistake to say so.
http::Response note_absence(StaffRoom& room, http::Request const& request, std::int64_t number, Verb verb) {
  try {
    return room.act(
        request,
        [&](acts::Transaction& tx) { return received(room, serve(tx, room.scene.env(), room.id(), number, verb, 0)); },
        {.button = fmt::format("{}.{}", name_of(verb), number)});
  } catch (NotNow const&) {
  } catch (NotFound const&) {
  }
  return show(room, {.form = questions(room),
                     .title = "Es wurde nichts geändert",
                     .text = "Das hat sich inzwischen geändert. Unten sehen Sie den Stand von jetzt."});
}

}  // namespace

http::Response reception(Appointments& module, http::Request const& request, StaffContext& c) {
  StaffRoom room{module, c};
  auto const number = code_of(http::field(request.query, "drucken").value_or(""));
  if (not number.empty()) return ticket(room, number, room.path("/empfang"));
  return show(room, {.form = questions(room), .done = number_asked(request.query, "getan")});
}

http::Response receive(Appointments& module, http::Request const& request, StaffContext& c) {
  StaffRoom room{module, c};
  auto const items = items_asked(room.plan, request.body);
  auto const absent = number_asked(request.body, "fehlt"), after_all = number_asked(request.body, "doch");
  try {
    if (absent != 0) return note_absence(room, request, absent, Verb::no_show);
    if (after_all != 0) return note_absence(room, request, after_all, Verb::expect);
    if (items.empty()) return check_in_here(room, request);
    return room.act(request, [&](acts::Transaction& tx) {
      return received(room, take_number(tx, room.scene.env(), room.id(), items));
    });
  } catch (NoTurnToday const&) {
    return show(room, {.form = questions(room),
                       .title = "Es wurde keine Nummer ausgegeben",
                       .text = "Wer jetzt käme, wäre erst nach Dienstschluss dran. Sie können einen Termin buchen."});
  } catch (NotNow const&) {
    return show(room, {.form = questions(room),
                       .title = "Es wurde keine Nummer ausgegeben",
                       .text = "Jetzt ist keine Zeit ohne Termin. Sie können einen Termin buchen."});
  } catch (acts::KeyReused const&) {
    return show(room, {.form = questions(room),
                       .title = "Die Seite war nicht mehr aktuell",
                       .text = "Es wurde nichts geändert. Bitte noch einmal."});
  }
}

}  // namespace kreislauf::appointments::office

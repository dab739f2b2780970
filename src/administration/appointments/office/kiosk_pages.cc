#include <fmt/format.h>

#include <algorithm>

#include "administration/appointments/office/kiosk_refusals.h"
#include "administration/appointments/office/kiosk_screen.h"
#include "administration/appointments/office/office.h"
#include "administration/appointments/office/ticket.h"
#include "administration/appointments/office/wording.h"
#include "platform/kern/assets.h"

// The device at the entrance: check in with a code, or draw a number.
namespace kreislauf::appointments::office {

namespace {

void write_languages(KioskScreen& screen, Room const& room) {
  screen("<nav class='kl-kiosk__foot' aria-label='"_h, screen.t()("Sprache wählen"), "'>"_h);
  for (auto const language : i18n::all_languages) {
    screen("<a href='"_h, i18n::path_prefix(language), device_start(room), "' hreflang='"_h, i18n::code(language),
           "' lang='"_h, i18n::code(language), "' dir='"_h, i18n::direction(language), "'"_h,
           language == screen.t().language() ? " aria-current='true'"_h : ""_h, ">"_h, i18n::own_name(language),
           "</a>"_h);
  }
  screen("</nav>"_h);
}

/// Without an appointment: a number where there still is a turn today, else why there is none.
void write_walk_in(KioskScreen& screen, Room& room) {
  auto const& t = room.c.t;
  bool const open = takes_walk_ins(room.plan, room.now);
  auto const call = authority::call_us(room.c, room.c.town->office(room.plan.settings.office));
  auto const turn = open ? turn_of_new(room.people(), room.plan, {}, room.now) : Turn{};
  if (open and not turn.after_closing) {
    screen("<a class='kl-choice kl-choice--big' href='"_h, device_path(room, "?seite=dienste"), "'>"_h,
           kern::icon("list"), "<span>"_h, t("Ich habe keinen Termin"), "<small>"_h,
           t("Nummer ziehen: {}", about_turn(t, turn)), "</small></span></a></div>"_h);
  } else if (open) {
    screen("</div><p><b>"_h, t("Für heute sind alle Nummern vergeben"), ".</b> "_h, t("Termine gibt es im Internet."),
           call, "</p>"_h);
  } else {
    screen("</div><p>"_h, t("Ohne Termin ist jetzt geschlossen. Termine gibt es im Internet."), call, "</p>"_h);
  }
}

http::Response start(Room& room) {
  auto const& t = room.c.t;
  KioskScreen screen{room, t("Anmeldung – {}", room.office.name), 0};
  screen("<h1>"_h, t("Willkommen. Haben Sie einen Termin?"),
         "</h1><div class='kl-choices'><a class='kl-choice kl-choice--big kl-choice--main' href='"_h,
         device_path(room, "?seite=code"), "'>"_h, kern::icon("calendar"), "<span>"_h, t("Ich habe einen Termin"),
         "<small>"_h, t("Code scannen oder eintippen"), "</small></span></a>"_h);
  write_walk_in(screen, room);
  write_languages(screen, room);
  return screen.close();
}

kern::Form code_question(Room const& room) {
  auto const& t = room.c.t;
  return {t,
          room.today,
          {{.name = "code",
            .kind = kern::Kind::code,
            .label = t("Die 6 Zeichen stehen in Ihrer E-Mail. Oder halten Sie den QR-Code vor den Leser."),
            .most = 300,
            .missing = std::string{t("Geben Sie den Code ein, der in Ihrer E-Mail steht.")}}}};
}

void write_pad(html::Writer& out, i18n::Translator const& t) {
  auto const key = [&](std::string_view value, std::string_view shown, std::string_view name) {
    out("<li><button class='kl-slot' type='submit' name='taste' value='"_h, value, "'"_h);
    if (not name.empty()) out(" aria-label='"_h, name, "'"_h);
    out(">"_h, shown, "</button></li>"_h);
  };
  out("<ul class='kl-slots'>"_h);
  for (char const& letter : code_letters) key({&letter, 1}, {&letter, 1}, {});
  key("weg", "←", t("Letztes Zeichen löschen"));
  key("leer", "×", t("Alles löschen"));
  out("</ul>"_h);
}

http::Response enter_code(Room const& room, kern::Form const& form) {
  auto const& t = room.c.t;
  KioskScreen screen{room, t("Code eingeben – {}", room.office.name), idle_seconds, &form};
  screen("<h1>"_h, t("Geben Sie Ihren Code ein"), "</h1>"_h);
  screen.form(form, {.path = device_path(room, ""), .classes = "kl-entry"_h, .data = {{"autocomplete", "off"}}},
              [&](kern::Fields& f) {
                auto& out = f.out();
                out("<div class='kl-stack'>"_h);
                f.touch("code");
                // A scanner sends Enter, which presses the first button.
                out("<button class='kl-choice kl-choice--main' type='submit' name='taste' value='weiter'>"_h,
                    kern::icon("check"), "<span>"_h, t("Ankunft melden"), "</span></button></div>"_h);
                write_pad(out, t);
              });
  screen.back("back", t("Zurück zum Anfang"));
  return screen.close(200, true);
}

http::Response choose_service(Room& room) {
  auto const& t = room.c.t;
  KioskScreen screen{room, t("Nummer ziehen – {}", room.office.name), idle_seconds};
  screen("<h1>"_h, t("Was möchten Sie erledigen?"), "</h1>"_h);
  screen.form({.path = device_path(room, ""), .classes = ""_h}, [&](kern::Fields& f) {
    auto& out = f.out();
    out("<div class='kl-choices kl-choices--list'>"_h);
    for (auto const& one : room.plan.services) {
      if (not one.onsite) continue;
      auto const turn = turn_of_new(room.people(), room.plan, {{one.service, 1}}, room.now);
      out("<button class='kl-choice' type='submit' name='dienst' value='"_h, one.service, "'"_h,
          turn.after_closing ? " disabled"_h : ""_h, ">"_h, kern::icon("doc"), "<span>"_h, room.service(one.service),
          "<small>"_h, about_turn(t, turn), "</small></span></button>"_h);
    }
    out("</div>"_h);
  });
  screen.back("back", t("Zurück zum Anfang"));
  return screen.close(200, true);
}

/// `K7M` and a key of the pad.
std::string with_key(std::string code, std::string_view key) {
  if (key == "leer") return {};
  if (key == "weg") return code.substr(0, code.empty() ? 0 : code.size() - 1);
  return code + std::string{key};
}

/// To the slip with the number.
acts::Answer to_slip(Room const& room, Appointment const& person) {
  return acts::see(device_path(room, "?nummer=" + person.ticket));
}

http::Response check_in_with(Room const& room, http::Request const& request, kern::Form& form,
                             std::string const& code) {
  try {
    return room.act(request, [&](acts::Transaction& tx) {
      return to_slip(room, check_in(tx, room.scene.env(), room.id(), code, Door::device));
    });
  } catch (WrongCode const& wrong) {
    if (auto said = say_elsewhere(room, wrong)) return *std::move(said);
  } catch (NotHere const& refused) {
    return say_not_here(room, refused);
  } catch (WrongTime const& wrong) {
    return say_wrong_time(room, wrong);
  }
  form.fill("code", std::string{});
  form.wrong("code",
             std::string{room.c.t(
                 "Zu diesem Code finden wir keinen Termin. Versuchen Sie es noch einmal oder fragen Sie am Empfang.")});
  return enter_code(room, form);
}

http::Response answer_code(Room const& room, http::Request const& request) {
  auto form = code_question(room);
  auto const key = http::field(request.body, "taste").value_or("");
  if (bool const touched = key.size() == 1 or key == "weg" or key == "leer"; touched) {
    auto const code = with_key(code_of(http::field(request.body, "code").value_or("")), key);
    form.fill("code", code);
    return std::ssize(code) < code_length ? enter_code(room, form) : check_in_with(room, request, form, code);
  }
  form.read(request.body);
  if (not form.fine()) return enter_code(room, form);
  return check_in_with(room, request, form, std::string{form.text("code")});
}

}  // namespace

http::Response kiosk(Appointments& module, http::Request const& request, StaffContext& c) {
  Room room{module, c};
  auto const number = code_of(http::field(request.query, "nummer").value_or(""));
  if (not number.empty()) return ticket(room, number);
  auto const side = http::field(request.query, "seite").value_or("");
  if (side == "code") return enter_code(room, code_question(room));
  if (side == "dienste" and takes_walk_ins(room.plan, room.now)) return choose_service(room);
  return start(room);
}

http::Response use_kiosk(Appointments& module, http::Request const& request, StaffContext& c) {
  Room room{module, c};
  auto const items = items_asked(room.plan, request.body);
  try {
    if (items.empty()) return answer_code(room, request);
    return room.act(request, [&](acts::Transaction& tx) {
      return to_slip(room, take_number(tx, room.scene.env(), room.id(), items));
    });
  } catch (NoTurnToday const&) {
    return say_no_turn(room);
  } catch (NotNow const& now) {
    return say_not_now(room, now.state);
  } catch (acts::KeyReused const&) {
    return start(room);
  }
}

}  // namespace kreislauf::appointments::office

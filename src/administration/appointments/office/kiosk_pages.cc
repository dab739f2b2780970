#include <fmt/format.h>

#include <algorithm>

#include "administration/appointments/office/office.h"
#include "platform/html/qr.h"

// The device at the entrance: check in with a code, or draw a number. Everything is one touch, no link leads away.
namespace kreislauf::appointments::office {

namespace {

constexpr int idle_seconds = 90, answer_seconds = 20;

/// The start of the device is German, whatever language the last person has chosen.
std::string start_of(Room const& room) { return fmt::format("/verwaltung/amt/{}/kiosk", room.id()); }

void open_kiosk(html::Writer& out, Room const& room, std::string title, int seconds) {
  Screen screen{
      .title = std::move(title), .body_class = "kl-kiosk", .scripts = {"kiosk.js"}, .refresh_seconds = seconds};
  if (seconds > 0) screen.refresh_to = screen.idle_to = start_of(room);
  open_screen(out, room.c, screen);
  out("<header class=\"kl-kiosk__top\"><div class=\"kl-wrap\"><div class=\"kl-brand\">");
  authority::write_arms(out, room.c);
  out("<span><span class=\"kl-brand__name\">", authority::german(room.c, room.office.name),
      "</span> <span class=\"kl-brand__sub\">", authority::name_of(room.c, *room.c.authority),
      "</span></span></div><p>", room.c.t("Bitte berühren Sie ein Feld."),
      "</p></div></header><main id=\"inhalt\"><div class=\"kl-wrap\">");
}

http::Response close_kiosk(html::Writer& out, Room const& room, unsigned status, bool asks) {
  auto const& t = room.c.t;
  if (asks) {
    out("<div class=\"kl-ask\" data-kl-still-there role=\"alertdialog\" aria-label=\"", t("Sind Sie noch da?"),
        "\" hidden><p>", t("Sind Sie noch da?"), "</p><button class=\"kl-choice kl-choice--main\" type=\"button\">",
        t("Ja, weiter"), "</button></div>");
  }
  out("</div></main>");
  return close_screen(out, status);
}

void write_back(html::Writer& out, Room const& room, std::string_view icon_name, std::string_view text) {
  out("<nav class=\"kl-kiosk__foot\" aria-label=\"", text, "\"><a href=\"", start_of(room), "\">", icon(icon_name),
      text, "</a></nav>");
}

void write_languages(html::Writer& out, Room const& room) {
  out("<nav class=\"kl-kiosk__foot\" aria-label=\"", room.c.t("Sprache wählen"), "\">");
  for (auto const language : i18n::all_languages) {
    out("<a href=\"", i18n::path_prefix(language), start_of(room), "\" hreflang=\"", i18n::code(language), "\" lang=\"",
        i18n::code(language), "\" dir=\"", i18n::direction(language), "\"");
    if (language == room.c.t.language()) out(" aria-current=\"true\"");
    out(">", i18n::own_name(language), "</a>");
  }
  out("</nav>");
}

http::Response start(Room& room) {
  auto const& t = room.c.t;
  html::Writer out;
  open_kiosk(out, room, t("Anmeldung – {}", room.office.name), 0);
  out("<h1>", t("Willkommen. Haben Sie einen Termin?"),
      "</h1><div class=\"kl-choices\"><a class=\"kl-choice kl-choice--big kl-choice--main\" href=\"",
      room.path("/kiosk?seite=code"), "\">", icon("calendar"), "<span>", t("Ich habe einen Termin"), "<small>",
      t("Code scannen oder eintippen"), "</small></span></a>");
  if (takes_walk_ins(room.plan, room.now)) {
    auto const turn = turn_of_new(room.people(), room.plan, {}, room.now);
    out("<a class=\"kl-choice kl-choice--big\" href=\"", room.path("/kiosk?seite=dienste"), "\">", icon("list"),
        "<span>", t("Ich habe keinen Termin"), "<small>", t("Nummer ziehen: {}", about_minutes(room.c, turn.minutes)),
        "</small></span></a>");
  }
  out("</div>");
  if (not takes_walk_ins(room.plan, room.now))
    out("<p>", t("Ohne Termin ist jetzt geschlossen. Termine gibt es im Internet oder unter 115."), "</p>");
  write_languages(out, room);
  return close_kiosk(out, room, 200, false);
}

http::Response enter_code(Room& room, std::string_view code, std::string_view error) {
  auto const& t = room.c.t;
  html::Writer out;
  open_kiosk(out, room, t("Code eingeben – {}", room.office.name), idle_seconds);
  out("<h1>", t("Geben Sie Ihren Code ein"), "</h1><form class=\"kl-entry\" action=\"", room.path("/kiosk"),
      "\" method=\"post\" autocomplete=\"off\">", hidden(room.c), "<div class=\"kl-stack\"><label for=\"code\">",
      t("Die 6 Zeichen stehen in Ihrer E-Mail. Oder halten Sie den QR-Code vor den Leser."),
      "</label><input class=\"kl-entry__field\" id=\"code\" name=\"code\" type=\"text\" inputmode=\"none\" "
      "autocomplete=\"off\" autocapitalize=\"characters\" spellcheck=\"false\" dir=\"ltr\" maxlength=\"300\" value=\"",
      code, "\" autofocus");
  if (not error.empty()) out(" aria-describedby=\"code-fehler\" aria-invalid=\"true\"");
  out(">");
  write_error(out, "code", error);
  // A scanner sends Enter, which presses the first button.
  out("<button class=\"kl-choice kl-choice--main\" type=\"submit\" name=\"taste\" value=\"weiter\">", icon("check"),
      "<span>", t("Ankunft melden"), "</span></button></div><ul class=\"kl-slots\">");
  for (char const& key : code_letters)
    out("<li><button class=\"kl-slot\" type=\"submit\" name=\"taste\" value=\"", std::string_view{&key, 1}, "\">",
        std::string_view{&key, 1}, "</button></li>");
  out("<li><button class=\"kl-slot\" type=\"submit\" name=\"taste\" value=\"weg\" aria-label=\"",
      t("Letztes Zeichen löschen"),
      "\">←</button></li><li><button class=\"kl-slot\" type=\"submit\" name=\"taste\" value=\"leer\" aria-label=\"",
      t("Alles löschen"), "\">×</button></li></ul></form>");
  write_back(out, room, "back", t("Zurück zum Anfang"));
  return close_kiosk(out, room, error.empty() ? 200 : 422, true);
}

http::Response choose_service(Room& room) {
  auto const& t = room.c.t;
  html::Writer out;
  open_kiosk(out, room, t("Nummer ziehen – {}", room.office.name), idle_seconds);
  out("<h1>", t("Was möchten Sie erledigen?"), "</h1><form action=\"", room.path("/kiosk"), "\" method=\"post\">",
      hidden(room.c), "<div class=\"kl-choices kl-choices--list\">");
  for (auto const& offer : room.plan.offers) {
    if (not offer.onsite) continue;
    auto const turn = turn_of_new(room.people(), room.plan, {{offer.service, 1}}, room.now);
    out("<button class=\"kl-choice\" type=\"submit\" name=\"dienst\" value=\"", offer.service, "\">", icon("doc"),
        "<span>", service_text(room, offer.service), "<small>", about_minutes(room.c, turn.minutes),
        "</small></span></button>");
  }
  out("</div></form>");
  write_back(out, room, "back", t("Zurück zum Anfang"));
  return close_kiosk(out, room, 200, true);
}

/// Says one thing, and goes back to the start by itself.
http::Response say(Room& room, unsigned status, std::string_view title, std::string_view text,
                   html::Fragment const& more = {}) {
  html::Writer out;
  open_kiosk(out, room, std::string{title}, answer_seconds);
  out("<h1>", title, "</h1><p>", text, "</p>");
  if (not more.empty()) out("<p>", more, "</p>");
  write_back(out, room, "back", room.c.t("Zurück zum Anfang"));
  return close_kiosk(out, room, status, false);
}

http::Response wrong_code(Room& room, WrongCode const& wrong) {
  auto const& t = room.c.t;
  if (wrong.other_day) {
    bool const over = *wrong.other_day < room.today;
    return say(room, 409, over ? t("Dieser Termin ist schon vorbei") : t("Ihr Termin ist an einem anderen Tag"),
               t("Er ist für {} gebucht. Fragen Sie am Empfang, was heute möglich ist.",
                 full_day_text(room.c, *wrong.other_day)));
  }
  if (auto const* other = room.c.town->office(wrong.other_office); other != nullptr) {
    html::Writer where{200};
    where("<b>", authority::german(room.c, other->name), "</b><br>",
          authority::german(room.c, fmt::format("{}, {} {}", other->street, other->postal_code, other->place)));
    return say(room, 409, t("Ihr Termin ist in einem anderen Amt"),
               t("Hier können wir Sie dafür nicht anmelden. Bitte gehen Sie zu:"), where.take());
  }
  return enter_code(
      room, {}, t("Zu diesem Code finden wir keinen Termin. Versuchen Sie es noch einmal oder fragen Sie am Empfang."));
}

http::Response wrong_time(Room& room, WrongTime const& wrong) {
  auto const& t = room.c.t;
  if (wrong.early) {
    return say(room, 409, t("Sie sind früh dran"),
               t("Ihr Termin ist um {0} Uhr. Melden Sie sich ab {1} Uhr hier an.", clock_text(wrong.minute),
                 clock_text(std::max(0, wrong.minute - check_in_before))));
  }
  return say(room, 409, t("Ihr Termin ist verfallen"),
             t("Er war um {} Uhr. Bitte gehen Sie zum Empfang oder ziehen Sie eine Nummer.", clock_text(wrong.minute)));
}

http::Response not_now(Room& room, State state) {
  auto const& t = room.c.t;
  if (is_here(state))
    return say(room, 409, t("Sie sind schon angemeldet"), t("Bitte nehmen Sie Platz. Wir rufen Ihre Nummer auf."));
  if (state == State::finished)
    return say(room, 409, t("Dieser Termin ist schon erledigt"),
               t("Fragen Sie am Empfang, wenn noch etwas offen ist."));
  if (state == State::free)
    return say(room, 409, t("Jetzt werden keine Nummern ausgegeben"),
               t("Bitte buchen Sie einen Termin im Internet oder unter der Nummer 115."));
  return say(room, 409, t("Dieser Termin ist abgesagt"), t("Bitte gehen Sie zum Empfang oder ziehen Sie eine Nummer."));
}

/// `K7M` and a key of the pad.
std::string with_key(std::string code, std::string_view key) {
  if (key == "leer") return {};
  if (key == "weg") return code.substr(0, code.empty() ? 0 : code.size() - 1);
  if (key.size() == 1) code += key;
  return code;
}

http::Response answer_code(Room& room, http::Request const& request) {
  auto const key = typed(request.body, "taste");
  bool const touched = key.size() == 1 or key == "weg" or key == "leer";
  auto const code = touched ? with_key(code_of(typed(request.body, "code")), key) : typed(request.body, "code");
  if (touched and std::ssize(code) < code_length) return enter_code(room, code, {});
  if (code.empty()) return enter_code(room, {}, room.c.t("Geben Sie den Code ein, der in Ihrer E-Mail steht."));
  Form const form{room.c, request, "/verwaltung/amt/{amt}/kiosk"};
  try {
    return room.done(check_in(room.scene.place(), form, room.id(), code, Door::device, [&](Appointment const& a) {
      return acts::Answer{.location = room.path("/kiosk?nummer=" + a.ticket)};
    }));
  } catch (WrongCode const& wrong) {
    return wrong_code(room, wrong);
  } catch (WrongTime const& wrong) {
    return wrong_time(room, wrong);
  } catch (NotNow const& now) {
    return not_now(room, now.state);
  }
}

}  // namespace

http::Response ticket(Room& room, std::string_view number, std::string_view back) {
  auto const& t = room.c.t;
  auto const people = room.people();
  auto const found =
      std::find_if(people.begin(), people.end(), [&](Appointment const& one) { return one.ticket == number; });
  if (found == people.end()) throw NotFound{};
  bool const walk_in = found->origin == "walk_in";
  auto const turn = turn_of(people, room.plan, found->id, room.now).value_or(Turn{});
  html::Writer out;
  if (back.empty())
    open_kiosk(out, room, std::string{t("Ihre Nummer")}, answer_seconds);
  else
    open_kiosk(out, room, std::string{t("Ihre Nummer")}, 0);
  out("<h1>", walk_in ? t("Ihre Nummer") : t("Sie sind angemeldet"), "</h1><section class=\"kl-ticket\" aria-label=\"",
      t("Ihre Nummer"), "\"");
  if (walk_in or not back.empty()) out(" data-kl-print");
  out("><p>", authority::german(room.c, room.office.name), ", ", authority::name_of(room.c, *room.c.authority),
      "</p><p class=\"kl-ticket__number\">", ticket_text(found->ticket), "</p><p>", items_text(room, found->items),
      "</p><p><b>");
  if (turn.before > 0) out(t.count("Noch etwa {} Person", "Noch etwa {} Personen", turn.before), ", ");
  out(about_minutes(room.c, turn.minutes), "</b></p>");
  auto const link = room.c.origin +
                    authority::path_in(room.c, fmt::format("/aemter/{}/warteraum?nummer={}", room.id(), found->ticket));
  out("<div class=\"kl-qr\">", html::qr_svg(link, t("QR-Code: Wartezeit auf dem Handy")), "</div><p>",
      t("Wartezeit auf dem Handy"), "</p><p>", full_day_text(room.c, room.today), ", ",
      t("{} Uhr", clock_text(found->arrived_at)), "</p></section>");
  if (not walk_in) out("<p>", t("Bitte nehmen Sie Platz. Wir rufen Ihre Nummer auf."), "</p>");
  if (back.empty())
    write_back(out, room, "check", t("Fertig"));
  else
    out("<nav class=\"kl-kiosk__foot\" aria-label=\"", t("Zurück"), "\"><a href=\"", back, "\">", icon("back"),
        t("Zurück zum Empfang"), "</a></nav>");
  return close_kiosk(out, room, 200, false);
}

http::Response kiosk(Appointments& module, http::Request const& request, Context& context) {
  Room room{module, context};
  auto const number = code_of(typed(request.query, "nummer"));
  if (not number.empty()) return ticket(room, number, {});
  auto const side = typed(request.query, "seite");
  if (side == "code") return enter_code(room, {}, {});
  if (side == "dienste" and takes_walk_ins(room.plan, room.now)) return choose_service(room);
  return start(room);
}

http::Response use_kiosk(Appointments& module, http::Request const& request, Context& context) {
  Room room{module, context};
  auto const items = items_typed(room.plan, request.body);
  try {
    if (items.empty()) return answer_code(room, request);
    Form const form{context, request, "/verwaltung/amt/{amt}/kiosk"};
    return room.done(take_number(room.scene.place(), form, room.id(), items, [&](Appointment const& a) {
      return acts::Answer{.location = room.path("/kiosk?nummer=" + a.ticket)};
    }));
  } catch (NotNow const& now) {
    return not_now(room, now.state);
  } catch (acts::KeyReused const&) {
    return start(room);
  }
}

}  // namespace kreislauf::appointments::office

#include <fmt/format.h>

#include "administration/appointments/resident/pages.h"
#include "administration/appointments/resident/resident.h"
#include "base/text.h"

// From the held time to the confirmed appointment.
namespace kreislauf::appointments::pages {

namespace {

using namespace resident;

struct Errors {
  std::string name, mail, phone, note;
  std::size_t count() const {
    return static_cast<std::size_t>(not name.empty()) + static_cast<std::size_t>(not mail.empty()) +
           static_cast<std::size_t>(not phone.empty()) + static_cast<std::size_t>(not note.empty());
  }
};

std::string trimmed(std::string_view body, std::string_view name) {
  return std::string{text::trimmed(http::field(body, name).value_or(""))};
}

Person read_person(Context const& c, std::string_view body) {
  return {.name = text::nfc(trimmed(body, "name")),
          .email = trimmed(body, "mail"),
          .phone = trimmed(body, "telefon"),
          .note = text::nfc(trimmed(body, "notiz")),
          .language = std::string{i18n::code(c.t.language())}};
}

Errors check(Context const& c, Person const& person, Channel channel) {
  auto const& t = c.t;
  auto const wrong = check_person(person, channel);
  Errors errors;
  if (wrong.name == Wrong::missing) errors.name = t("Schreiben Sie Ihren Namen.");
  if (wrong.name == Wrong::too_long) errors.name = t("Der Name ist länger als {} Zeichen.", longest_name);
  if (wrong.email == Wrong::missing)
    errors.mail = t("Schreiben Sie Ihre E-Mail-Adresse. Dorthin schicken wir den Link.");
  if (wrong.email == Wrong::incomplete)
    errors.mail = t("Die E-Mail-Adresse ist nicht vollständig. Beispiel: name@beispiel.de");
  if (wrong.phone == Wrong::missing) errors.phone = t("Schreiben Sie Ihre Telefonnummer. Wir rufen Sie an.");
  if (wrong.phone == Wrong::incomplete) errors.phone = t("Die Telefonnummer hat zu wenige Ziffern.");
  if (wrong.note == Wrong::too_long) errors.note = t("Der Text ist länger als {} Zeichen.", longest_note);
  return errors;
}

struct View {
  Appointments& module;
  Context& c;
  Board const& board;
  Appointment const& a;
  std::string token;
  Person person;
  Errors errors;
};

std::string search_query(View const& v) {
  return query_of(v.module, Search{.items = v.a.items, .channel = v.a.channel});
}

void write_summary(html::Writer& out, View const& v) {
  auto const& t = v.c.t;
  out("<div class=\"kern-alert kern-alert--danger\" id=\"fehler\" role=\"alert\" tabindex=\"-1\" data-kl-errors><div "
      "class=\"kern-alert__header\"><span class=\"kern-icon kern-icon--danger\" aria-hidden=\"true\"></span><h2 "
      "class=\"kern-title\">",
      t.count("Bitte prüfen Sie {} Angabe", "Bitte prüfen Sie {} Angaben", static_cast<std::int64_t>(v.errors.count())),
      "</h2></div><div class=\"kern-alert__body\"><p class=\"kern-body\">", t("Ihre anderen Angaben sind noch da."),
      "</p><ul class=\"kl-errors\">");
  auto const line = [&](std::string_view id, std::string const& error) {
    if (not error.empty()) out("<li><a href=\"#", id, "\">", error, "</a></li>");
  };
  line("name", v.errors.name);
  line("mail", v.errors.mail);
  line("telefon", v.errors.phone);
  line("notiz", v.errors.note);
  out("</ul></div></div>");
}

/// A field of the form: label, hint, input, error.
struct Field {
  std::string_view id, type, autocomplete, label, hint;
  std::string const& value;
  std::string const& error;
  bool required;
};
void write_field(html::Writer& out, Context const& c, Field const& f) {
  bool const wrong = not f.error.empty();
  out("<div class=\"kern-form-input", wrong ? std::string_view{" kern-form-input--error"} : std::string_view{},
      "\"><label class=\"kern-label\" for=\"", f.id, "\">", f.label);
  if (not f.required) out(" <span class=\"kern-label__optional\">", c.t("(optional)"), "</span>");
  out("</label>");
  if (not f.hint.empty()) out("<div class=\"kern-hint\" id=\"", f.id, "-hinweis\">", f.hint, "</div>");
  bool const area = f.type == "textarea";
  if (area)
    out("<textarea class=\"kern-form-input__input\" id=\"", f.id, "\" name=\"", f.id, "\" rows=\"3\"");
  else
    out("<input class=\"kern-form-input__input\" type=\"", f.type, "\" id=\"", f.id, "\" name=\"", f.id,
        "\" autocomplete=\"", f.autocomplete, "\" value=\"", f.value, "\"");
  if (f.type == "email" or f.type == "tel") out(" dir=\"ltr\"");
  if (f.required) out(" aria-required=\"true\"");
  if (not f.hint.empty() or wrong) {
    out(" aria-describedby=\"");
    if (not f.hint.empty()) out(f.id, "-hinweis");
    if (wrong) out(not f.hint.empty() ? std::string_view{" "} : std::string_view{}, f.id, "-fehler");
    out("\"");
  }
  if (wrong) out(" aria-invalid=\"true\"");
  if (area)
    out(">\n", f.value, "</textarea>");
  else
    out(">");
  if (wrong)
    out("<p class=\"kern-error\" id=\"", f.id,
        "-fehler\"><span class=\"kern-icon kern-icon--danger\" aria-hidden=\"true\"></span><span class=\"kern-body\">",
        f.error, "</span></p>");
  out("</div>");
}

void write_hold(html::Writer& out, View const& v) {
  auto const& t = v.c.t;
  auto const left =
      std::chrono::duration_cast<std::chrono::seconds>(parse_iso_utc(v.a.until_at) - v.c.clock.now()).count();
  out("<div class=\"kl-note kl-hold\" data-kl-hold=\"", std::max<std::int64_t>(0, left), "\" data-kl-many=\"",
      t("Noch {n} Minuten."), "\" data-kl-five=\"", t("Die Zeit ist noch 5 Minuten für Sie reserviert."),
      "\" data-kl-one=\"", t("Noch eine Minute."), "\" data-kl-over=\"", t("Die Reservierung ist abgelaufen."), "\">",
      authority::icon("clock"), "<div><p>", t("Die Zeit ist bis {} für Sie reserviert.", until_text(v.c, v.a.until_at)),
      " <span data-kl-left></span></p><p class=\"kern-sr-only\" role=\"status\"></p></div></div>");
}

void write_form(html::Writer& out, View const& v) {
  auto const& t = v.c.t;
  auto const* calendar = v.board.of(v.a.office);
  auto const days = calendar == nullptr ? 30 : calendar->plan->settings.retention_days;
  bool const by_phone = v.a.channel == Channel::phone;
  out("<form class=\"kl-form kl-stack\" action=\"", authority::path_in(v.c, "/termine/buchen/" + v.token),
      "\" method=\"post\" novalidate data-kl-pow=\"", challenge_of(v.token), "\" data-kl-pow-bits=\"", proof_bits,
      "\" data-kl-pow-wait=\"", t("Einen Moment, wir prüfen Ihre Angaben …"),
      "\"><input type=\"hidden\" name=\"form\" value=\"", v.c.random.hex(16),
      "\"><input type=\"hidden\" name=\"pow\" value=\"\">");
  write_field(out, v.c, {"name", "text", "name", t("Vorname und Nachname"), {}, v.person.name, v.errors.name, true});
  write_field(
      out, v.c,
      {"mail", "email", "email", t("E-Mail"), t("Wir schicken Ihnen einen Link. Mit ihm bestätigen Sie den Termin."),
       v.person.email, v.errors.mail, true});
  write_field(out, v.c,
              {"telefon", "tel", "tel", t("Telefon"),
               by_phone ? t("Wir rufen Sie unter dieser Nummer an.") : t("Nur für den Fall, dass der Termin ausfällt."),
               v.person.phone, v.errors.phone, by_phone});
  write_field(
      out, v.c,
      {"notiz", "textarea", "off", t("Was sollen wir wissen?"),
       t("Höchstens {} Zeichen. Bitte schreiben Sie nichts über Ihre Gesundheit und nichts über andere Menschen.",
         longest_note),
       v.person.note, v.errors.note, false});
  out("<p class=\"kl-small kl-muted\">",
      t.count("Wir löschen Ihre Angaben {} Tag nach dem Termin.", "Wir löschen Ihre Angaben {} Tage nach dem Termin.",
              days),
      " <a href=\"", authority::path_in(v.c, "/datenschutz"), "\">", t("Mehr zum Datenschutz"),
      "</a></p><p class=\"kl-actions\"><button class=\"kern-btn kern-btn--primary\" type=\"submit\"><span "
      "class=\"kern-label\">",
      t("Termin buchen"), "</span></button></p><p role=\"status\" data-kl-pow-status></p></form>");
}

http::Response show(View const& v, unsigned status = 200) {
  auto const& t = v.c.t;
  auto const heading = std::string{t("Ihre Angaben")};
  authority::Page page{v.c,
                       {.title = v.errors.count() > 0 ? t("Fehler: {}", heading) : heading,
                        .path = "/termine/buchen/" + v.token,
                        .crumbs = {{"/termine", std::string{t("Termin buchen")}}},
                        .here = heading,
                        .index = false,
                        .scripts = {"pow.js", "hold.js"}}};
  page("<div class=\"kl-wrap kl-page\">");
  if (v.errors.count() > 0) write_summary(page.out(), v);
  page("<div class=\"kl-cols kl-cols--split\"><div><h1>", heading, "</h1>");
  write_hold(page.out(), v);
  page("</div><div class=\"kl-aside kl-stack\">");
  write_what(page.out(), v.module, v.c, v.board, v.a, {.change_link = true, .query = search_query(v)});
  page("</div><div>");
  write_form(page.out(), v);
  write_what_to_bring(page.out(), v.module, v.c, v.a.items);
  page("</div></div></div>");
  auto response = page.finish(status);
  response.caching = http::Caching::none;
  return response;
}

http::Response hold_expired(View const& v) {
  auto const& t = v.c.t;
  auto const* calendar = v.board.of(v.a.office);
  auto const minutes = calendar == nullptr ? 20 : calendar->plan->settings.hold_minutes;
  return short_answer(v.c, {.status = 410,
                            .title = std::string{t("Die Reservierung ist abgelaufen")},
                            .lead = t("Wir halten eine Zeit {} Minuten frei. Es wurde nichts gebucht.", minutes),
                            .path = "/termine/zeiten?" + search_query(v),
                            .button = std::string{t("Neue Zeit wählen")}});
}

bool is_over(View const& v) {
  return v.a.state == State::deleted or (not v.a.until_at.empty() and parse_iso_utc(v.a.until_at) <= v.c.clock.now());
}

http::Response too_many(Context const& c, int limit) {
  auto const& t = c.t;
  return short_answer(c, {.status = 409,
                          .title = std::string{t("Sie haben schon Termine bei uns")},
                          .lead = t.count("Mit einer E-Mail-Adresse ist höchstens {} offener Termin für diesen Dienst "
                                          "möglich. Sagen Sie ihn ab, oder rufen Sie uns an.",
                                          "Mit einer E-Mail-Adresse sind höchstens {} offene Termine für diesen Dienst "
                                          "möglich. Sagen Sie einen ab, oder rufen Sie uns an.",
                                          limit)});
}

/// `e…n@beispiel.de`: enough to recognise, too little for who looks over a shoulder.
std::string hinted(std::string const& email) {
  auto const at = email.find('@');
  if (at == std::string::npos or at < 2) return "…" + email.substr(std::min(at, email.size()));
  return email.substr(0, 1) + "…" + email.substr(at - 1);
}

}  // namespace

http::Response form(Appointments& module, http::Request const&, Context& c) {
  Scene const scene{module, c};
  auto const board = scene.board();
  auto const a = appointment_of(c, c.values[0]);
  View const v{module, c, *board, a, c.values[0], {}, {}};
  if (a.state == State::preconfirmed) return http::see_other(authority::path_in(c, "/termine/gesendet/" + v.token));
  if (a.state != State::reserved or is_over(v))
    return a.state == State::reserved or a.state == State::deleted
               ? hold_expired(v)
               : http::see_other(authority::path_in(c, "/termin/" + v.token));
  return show(v);
}

http::Response send_form(Appointments& module, http::Request const& request, Context& c) {
  Scene const scene{module, c};
  auto const board = scene.board();
  auto const a = appointment_of(c, c.values[0]);
  View v{module, c, *board, a, c.values[0], read_person(c, request.body), {}};
  v.errors = check(c, v.person, a.channel);
  if (v.errors.count() > 0 and a.state == State::reserved and not is_over(v)) return show(v, 422);
  bool const proof = proven(challenge_of(v.token), http::field(request.body, "pow").value_or(""), proof_bits);
  // Without scripts there is no proof: a few bookings from one connection are fine, a robot's hundred are not.
  if (not proof and not within_budget(module, c, request, "book", bookings_of_client))
    return short_answer(c, {.status = 429,
                            .title = std::string{c.t("Das waren viele Versuche")},
                            .lead = std::string{c.t("Von diesem Anschluss kamen gerade sehr viele Buchungen. Warten "
                                                    "Sie zehn Minuten, oder rufen Sie uns an.")}});
  auto const key = http::field(request.body, "form").value_or("");
  // The proof may differ when the same form is sent again; it is not part of what was asked.
  auto const asked = fmt::format("{}\n{}\n{}\n{}", v.person.name, v.person.email, v.person.phone, v.person.note);
  try {
    return http::see_other(book(scene.place(), {"guest", "/termine/buchen/{token}", key, asked}, v.token, v.person,
                                {.location = authority::path_in(c, "/termine/gesendet/" + v.token)})
                               .location);
  } catch (NotNow const& reason) {
    if (reason.state == State::preconfirmed)
      return http::see_other(authority::path_in(c, "/termine/gesendet/" + v.token));
    return reason.state == State::deleted or reason.state == State::reserved ? hold_expired(v)
                                                                             : not_now(c, reason.state, v.token);
  } catch (TooMany const& reason) {
    return too_many(c, reason.limit);
  }
}

http::Response sent(Appointments&, http::Request const& request, Context& c) {
  auto const& t = c.t;
  auto const a = appointment_of(c, c.values[0]);
  if (a.state == State::reserved) return http::see_other(authority::path_in(c, "/termine/buchen/" + c.values[0]));
  if (a.state != State::preconfirmed) return http::see_other(authority::path_in(c, "/termin/" + c.values[0]));
  authority::Page page{c,
                       {.title = std::string{t("Bitte bestätigen Sie Ihren Termin")},
                        .path = "/termine/gesendet/" + c.values[0],
                        .crumbs = {{"/termine", std::string{t("Termin buchen")}}},
                        .index = false}};
  page(
      "<div class=\"kl-wrap kl-page\"><div class=\"kl-confirm kl-confirm--open kl-prose\">", authority::icon("mail"),
      "<h1>", t("Bitte bestätigen Sie Ihren Termin"), "</h1><p class=\"kl-lead\">",
      t("Wir haben eine E-Mail an {0} geschickt. Öffnen Sie den Link darin bis {1}. Erst dann gehört der Termin Ihnen.",
        hinted(a.email), until_text(c, a.until_at)),
      "</p>");
  if (c.demo)
    page("<p><a class=\"kl-more\" href=\"/probepost\">", t("Beispielbetrieb: zum Probe-Postfach"), authority::arrow(),
         "</a></p>");
  page("</div><section class=\"kl-section kl-prose\" aria-labelledby=\"nichts\"><h2 id=\"nichts\">",
       t("Keine E-Mail da?"), "</h2><ul><li>", t("Warten Sie zwei Minuten."), "</li><li>",
       t("Sehen Sie im Ordner „Spam“ nach."), "</li></ul>");
  if (http::field(request.query, "noch"))
    page("<p role=\"status\">", t("Wir haben die E-Mail noch einmal geschickt."), "</p>");
  else
    page("<form class=\"kl-actions\" action=\"", authority::path_in(c, "/termine/gesendet/" + c.values[0]),
         "\" method=\"post\"><input type=\"hidden\" name=\"form\" value=\"", c.random.hex(16),
         "\"><button class=\"kern-btn kern-btn--secondary\" type=\"submit\"><span class=\"kern-label\">",
         t("E-Mail noch einmal senden"), "</span></button></form>");
  page("</section></div>");
  return page.finish();
}

http::Response send_again(Appointments& module, http::Request const& request, Context& c) {
  Scene const scene{module, c};
  auto const& place = scene.place();
  auto const a = appointment_of(c, c.values[0]);
  auto const back = authority::path_in(c, "/termine/gesendet/" + c.values[0] + "?noch=1");
  if (a.state != State::preconfirmed) return not_now(c, a.state, c.values[0]);
  // Three times is enough to find a lost mail, and too little to fill somebody's mailbox.
  if (not within_budget(module, c, request, "mail " + std::to_string(a.id), 3)) return http::see_other(back);
  place.db.write([&](db::Connection& connection) {
    acts::once(connection, c.clock.now(),
               {"guest", "/termine/gesendet/{token}", http::field(request.body, "form").value_or(""), c.values[0]},
               [&] {
                 send(connection, place, a, Letter::please_confirm, c.clock.now());
                 return acts::Answer{.location = back};
               });
  });
  return http::see_other(back);
}

http::Response ask_confirm(Appointments& module, http::Request const&, Context& c) {
  auto const& t = c.t;
  Scene const scene{module, c};
  auto const board = scene.board();
  auto const a = appointment_of(c, c.values[0]);
  if (a.state == State::preconfirmed and not crypto::equal(c.values[1], confirm_code_of(board->secret, a)))
    throw NotFound{};
  if (a.state != State::preconfirmed or parse_iso_utc(a.until_at) <= c.clock.now())
    return not_now(c, a.state == State::preconfirmed ? State::deleted : a.state, c.values[0]);
  auto const path = fmt::format("/termin/{}/bestaetigen/{}", c.values[0], c.values[1]);
  authority::Page page{c,
                       {.title = std::string{t("Möchten Sie diesen Termin?")},
                        .path = path,
                        .crumbs = {{"/termine", std::string{t("Termin buchen")}}},
                        .index = false}};
  page("<div class=\"kl-wrap kl-page kl-narrow kl-stack\"><h1>", t("Möchten Sie diesen Termin?"), "</h1>");
  write_what(page.out(), module, c, *board, a, {});
  page("<form class=\"kl-actions\" action=\"", authority::path_in(c, path),
       "\" method=\"post\"><input type=\"hidden\" name=\"form\" value=\"", c.random.hex(16),
       "\"><button class=\"kern-btn kern-btn--primary\" type=\"submit\">", authority::icon("check"),
       "<span class=\"kern-label\">", t("Ja, Termin bestätigen"), "</span></button></form></div>");
  return page.finish();
}

http::Response confirm_it(Appointments& module, http::Request const& request, Context& c) {
  Scene const scene{module, c};
  auto const a = appointment_of(c, c.values[0]);
  try {
    auto const answer = confirm(
        scene.place(),
        {"guest", "/termin/{token}/bestaetigen/{code}", http::field(request.body, "form").value_or(""), c.values[1]},
        c.values[0], c.values[1], {.location = authority::path_in(c, "/termin/" + c.values[0] + "?neu=1")});
    scene.changed(a.office);
    return http::see_other(answer.location);
  } catch (NotNow const& reason) {
    return not_now(c, reason.state, c.values[0]);
  }
}

}  // namespace kreislauf::appointments::pages

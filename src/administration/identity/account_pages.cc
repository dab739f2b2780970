#include "administration/identity/forms.h"
#include "administration/identity/identity.h"
#include "administration/identity/pages.h"
#include "administration/identity/rules.h"
#include "administration/identity/store.h"
#include "base/errors.h"
#include "base/text.h"
#include "platform/crypto/password.h"
#include "platform/crypto/totp.h"
#include "platform/html/qr.h"

namespace kreislauf::identity::pages {

namespace {

Account own_account(Context const& c) {
  std::optional<Account> found;
  c.db->read([&](db::Connection& connection) { found = store::account(connection, c.staff->id); });
  if (not found) throw NotFound{};
  return *found;
}

void write_sessions(html::Writer& out, Context const& c, std::vector<Session> const& sessions) {
  auto const& t = c.t;
  out("<section class=\"kl-section\" aria-labelledby=\"geraete\"><h2 id=\"geraete\">", t("Hier sind Sie angemeldet"),
      "</h2><ul class=\"kl-links\">");
  for (auto const& one : sessions) {
    out("<li>", one.browser.empty() ? t("Unbekannter Browser") : std::string_view{one.browser});
    if (one.key == c.staff->session) out(" <b>", t("(dieser Browser)"), "</b>");
    out("<br><small>", t("angemeldet am {}", moment(c, one.created)), "</small></li>");
  }
  out("</ul>");
  if (sessions.size() > 1)
    write_button_form(out, c, "/verwaltung/konto/sitzungen", t("Auf allen anderen Geräten abmelden"));
  out("</section>");
}

}  // namespace

Response account(Request const& request, Context& c) {
  auto const& t = c.t;
  std::vector<Session> sessions;
  c.db->read([&](db::Connection& connection) { sessions = store::sessions_of(connection, c.staff->id); });
  std::erase_if(sessions,
                [&](Session const& one) { return rules::standing(one, c.clock.now()) != rules::Standing::alive; });
  StaffPage page{c, {.title = std::string{t("Mein Konto")}, .path = "/verwaltung/konto"}};
  page("<div class=\"kl-wrap kl-page\"><h1>", t("Mein Konto"), "</h1>");
  if (auto const done = http::field(request.query, "fertig"); done)
    page("<p class=\"kl-lead\" role=\"status\">", t("Die Änderung ist gespeichert."), "</p>");
  page("<dl class=\"kl-facts\"><div>", authority::icon("pen"), "<dt>", t("Name"), "</dt><dd>",
       authority::german(c, c.staff->name), "</dd></div><div>", authority::icon("screen"), "<dt>", t("Anmeldename"),
       "</dt><dd>", c.staff->login, "</dd></div></dl>");
  write_sessions(page.out(), c, sessions);
  page("<section class=\"kl-section\" aria-labelledby=\"sicherheit\"><h2 id=\"sicherheit\">", t("Sicherheit"),
       "</h2><ul class=\"kl-links\"><li><a href=\"", authority::path_in(c, "/verwaltung/konto/passwort"), "\">",
       t("Passwort ändern"), authority::arrow(), "</a></li><li><a href=\"",
       authority::path_in(c, "/verwaltung/konto/zweiter-faktor"), "\">", t("Neue App für den Code einrichten"),
       authority::arrow(), "</a></li></ul></section></div>");
  return page.finish();
}

Response end_other_sessions(Request const& request, Context& c) {
  return to_response(
      act(c, request, "/verwaltung/konto/sitzungen", request.body, [&](db::Connection& connection) -> acts::Answer {
        store::end_sessions(connection, c.staff->id, c.staff->session);
        acts::append(connection, c.clock.now(),
                     {.kind = "session.others_ended", .subject = c.staff->actor(), .actor = c.staff->actor()});
        return {.location = authority::path_in(c, "/verwaltung/konto") + "?fertig=1"};
      }));
}

namespace {

std::string sentence_for(Context const& c, rules::PasswordFault fault) {
  using enum rules::PasswordFault;
  switch (fault) {
    case none:
      break;
    case too_short:
      return c.t("Das Passwort ist zu kurz. Es braucht mindestens {} Zeichen.", rules::shortest_password);
    case too_long:
      return c.t("Das Passwort ist zu lang. Höchstens {} Zeichen sind möglich.", rules::longest_password);
    case too_common:
      return std::string{
          c.t("Dieses Passwort wird oft zuerst probiert. Nehmen Sie mehrere Wörter, die nicht zusammengehören.")};
    case like_name:
      return std::string{c.t("Das Passwort ist Ihrem Namen zu ähnlich.")};
  }
  return {};
}

Response show_password_form(Context const& c, Request const& request, bool first, Faults const& faults) {
  auto const& t = c.t;
  auto const heading = std::string{first ? t("Wählen Sie ein eigenes Passwort") : t("Passwort ändern")};
  StaffPage page{c,
                 {.title = faults.empty() ? heading : t("Fehler: {}", heading),
                  .path = "/verwaltung/konto/passwort",
                  .crumbs = {{"/verwaltung/konto", std::string{t("Mein Konto")}}},
                  .here = heading}};
  page("<div class=\"kl-wrap kl-page\">");
  write_faults(page.out(), c, faults);
  page("<h1>", heading, "</h1>");
  if (first)
    page("<p class=\"kl-lead\">",
         t("Das Passwort vom ersten Mal kennen auch andere. Deshalb brauchen Sie jetzt ein neues."), "</p>");
  page("<form class=\"kl-form kl-stack\" action=\"", authority::path_in(c, "/verwaltung/konto/passwort"),
       "\" method=\"post\" novalidate>", form_fields(c, form_key_of(request)));
  write_field(page.out(), c,
              {.id = "passwort",
               .label = std::string{t("Bisheriges Passwort")},
               .type = "password",
               .autocomplete = "current-password"},
              faults);
  write_field(
      page.out(), c,
      {.id = "neu",
       .label = std::string{t("Neues Passwort")},
       .hint = t("Mindestens {} Zeichen. Am besten vier Wörter, die nicht zusammengehören.", rules::shortest_password),
       .type = "password",
       .autocomplete = "new-password"},
      faults);
  write_field(page.out(), c,
              {.id = "nochmal",
               .label = std::string{t("Neues Passwort noch einmal")},
               .type = "password",
               .autocomplete = "new-password"},
              faults);
  write_button(page.out(), t("Passwort speichern"));
  page("<p class=\"kl-small kl-muted\">", t("Auf allen anderen Geräten werden Sie dabei abgemeldet."),
       "</p></form></div>");
  return page.finish(faults.empty() ? 200 : 422);
}

}  // namespace

Response password_form(Request const& request, Context& c) {
  return show_password_form(c, request, own_account(c).must_change, {});
}

Response change_password(Request const& request, Context& c) {
  auto const account = own_account(c);
  auto const value = [&](std::string_view name) { return text::nfc(http::field(request.body, name).value_or("")); };
  auto const old = value("passwort"), fresh = value("neu");
  Faults faults;
  // The form again, or a guess at an open screen: wrong old passwords count like attempts to sign in.
  bool blocked = false;
  std::vector<std::string> const subjects{"password:" + std::to_string(account.id)};
  c.db->write([&](db::Connection& connection) {
    blocked = store::begin_attempt(connection, subjects, c.clock.now()).has_value();
  });
  if (blocked)
    faults.add("passwort", c.t("Das waren zu viele Versuche. Warten Sie einige Minuten."));
  else if (not crypto::password_fits(account.password_hash, old))
    faults.add("passwort", c.t("Das bisherige Passwort stimmt nicht."));
  if (auto const fault = rules::check_password(fresh, account.login, account.name); fault != rules::PasswordFault::none)
    faults.add("neu", sentence_for(c, fault));
  else if (fresh == old)
    faults.add("neu", c.t("Das neue Passwort muss ein anderes sein."));
  if (faults.of("neu").empty() and fresh != value("nochmal"))
    faults.add("nochmal", c.t("Die beiden neuen Passwörter sind verschieden."));
  if (not faults.empty()) return show_password_form(c, request, account.must_change, faults);
  auto const hash = crypto::hash_password(fresh);
  // No hash of this body is stored: it holds passwords.
  return to_response(act(c, request, "/verwaltung/konto/passwort", "", [&](db::Connection& connection) -> acts::Answer {
    store::save_password(connection, account.id, hash, false, "");
    store::end_sessions(connection, account.id, c.staff->session);
    store::forget_attempts(connection, subjects);
    acts::append(connection, c.clock.now(),
                 {.kind = "account.password_changed", .subject = c.staff->actor(), .actor = c.staff->actor()});
    return {.location = authority::path_in(
                c, account.totp_secret.empty() ? "/verwaltung/konto/zweiter-faktor" : "/verwaltung/konto?fertig=1")};
  }));
}

namespace {

/// The secret offered stays the same until it is confirmed, so that the page may be loaded again after the app has read
/// it.
std::string offered_secret(Context& c) {
  std::string secret;
  c.db->read([&](db::Connection& connection) {
    if (auto const session = store::session(connection, c.staff->session)) secret = session->new_totp;
  });
  if (not secret.empty()) return secret;
  std::string bytes(20, '\0');
  c.random.fill(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size());
  secret = crypto::base32(bytes);
  c.db->write([&](db::Connection& connection) { store::keep_new_totp(connection, c.staff->session, secret); });
  return secret;
}

/// https://github.com/google/google-authenticator/wiki/Key-Uri-Format
std::string key_uri(Context const& c, std::string const& secret) {
  html::Writer out{256};
  auto const town = c.authority == nullptr ? std::string{"Kreislauf"} : c.authority->full_name();
  out("otpauth://totp/", html::Url{town}, ":", html::Url{c.staff->login}, "?secret=", html::Url{secret},
      "&issuer=", html::Url{town});
  return out.take_text();
}

std::string grouped(std::string const& secret) {
  std::string out;
  for (std::size_t i = 0; i < secret.size(); ++i) {
    if (i > 0 and i % 4 == 0) out += ' ';
    out += secret[i];
  }
  return out;
}

Response show_second_factor(Context& c, Request const& request, Account const& account, Faults const& faults) {
  auto const& t = c.t;
  auto const secret = offered_secret(c);
  auto const heading = std::string{t("App für den Code einrichten")};
  StaffPage page{c,
                 {.title = faults.empty() ? heading : t("Fehler: {}", heading),
                  .path = "/verwaltung/konto/zweiter-faktor",
                  .crumbs = {{"/verwaltung/konto", std::string{t("Mein Konto")}}},
                  .here = heading}};
  page("<div class=\"kl-wrap kl-page\">");
  write_faults(page.out(), c, faults);
  page("<h1>", heading, "</h1><p class=\"kl-lead\">",
       t("Zum Passwort gehört ein Code, der alle 30 Sekunden wechselt. Eine App auf Ihrem Telefon oder Rechner zeigt "
         "ihn an. Jede App für Einmalcodes (TOTP) passt."),
       "</p><ol class=\"kl-steps\"><li><h2>", t("Lesen Sie dieses Bild mit der App ein"), "</h2><div class=\"kl-qr\">",
       html::qr_svg(key_uri(c, secret), t("QR-Code für die App")), "</div><p>",
       t("Oder tippen Sie diesen Schlüssel ab:"), " <b class=\"kl-num\">", grouped(secret), "</b></p></li><li><h2>",
       t("Geben Sie den Code ein, den die App zeigt"), "</h2><form class=\"kl-form kl-stack\" action=\"",
       authority::path_in(c, "/verwaltung/konto/zweiter-faktor"), "\" method=\"post\" novalidate>",
       form_fields(c, form_key_of(request)));
  if (not account.totp_secret.empty())
    write_field(page.out(), c,
                {.id = "passwort",
                 .label = std::string{t("Ihr Passwort")},
                 .type = "password",
                 .autocomplete = "current-password"},
                faults);
  write_field(page.out(), c,
              {.id = "code",
               .label = std::string{t("Code aus der App")},
               .hint = std::string{t("6 Ziffern")},
               .autocomplete = "one-time-code",
               .digits = true},
              faults);
  write_button(page.out(), t("App verbinden"));
  page("</form></li></ol></div>");
  return page.finish(faults.empty() ? 200 : 422);
}

}  // namespace

Response second_factor_form(Request const& request, Context& c) {
  return show_second_factor(c, request, own_account(c), {});
}

Response set_second_factor(Request const& request, Context& c) {
  auto const account = own_account(c);
  if (account.must_change) return http::see_other(authority::path_in(c, "/verwaltung/konto/passwort"));
  auto const secret = offered_secret(c);
  auto const code = http::field(request.body, "code").value_or("");
  auto const step =
      crypto::totp_match(crypto::base32_decoded(secret).value_or(""), text::trimmed(code), c.clock.now(), 0);
  Faults faults;
  if (not account.totp_secret.empty()) {
    bool blocked = false;
    std::vector<std::string> const subjects{"password:" + std::to_string(account.id)};
    c.db->write([&](db::Connection& connection) {
      blocked = store::begin_attempt(connection, subjects, c.clock.now()).has_value();
    });
    bool const fits =
        not blocked and
        crypto::password_fits(account.password_hash, text::nfc(http::field(request.body, "passwort").value_or("")));
    if (fits)
      c.db->write([&](db::Connection& connection) { store::forget_attempts(connection, subjects); });
    else
      faults.add("passwort", blocked ? c.t("Das waren zu viele Versuche. Warten Sie einige Minuten.")
                                     : c.t("Das Passwort stimmt nicht."));
  }
  if (not step)
    faults.add("code", c.t("Der Code stimmt nicht. Nehmen Sie den Code, den die App gerade zeigt. Geht die Uhr Ihres "
                           "Telefons richtig?"));
  if (not faults.empty()) return show_second_factor(c, request, account, faults);
  return to_response(
      act(c, request, "/verwaltung/konto/zweiter-faktor", "", [&](db::Connection& connection) -> acts::Answer {
        store::save_second_factor(connection, account.id, secret, *step);
        store::keep_new_totp(connection, c.staff->session, "");
        store::end_sessions(connection, account.id, c.staff->session);
        acts::append(connection, c.clock.now(),
                     {.kind = "account.second_factor_set", .subject = c.staff->actor(), .actor = c.staff->actor()});
        return {.location =
                    authority::path_in(c, account.totp_secret.empty() ? "/verwaltung" : "/verwaltung/konto?fertig=1")};
      }));
}

}  // namespace kreislauf::identity::pages

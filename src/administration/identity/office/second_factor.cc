#include "administration/identity/acts/accounts.h"
#include "administration/identity/office/office.h"
#include "administration/identity/office/own_account.h"
#include "administration/identity/rules.h"
#include "administration/identity/store/store.h"
#include "authority/act.h"
#include "base/in_fours.h"
#include "platform/crypto/totp.h"
#include "platform/html/qr.h"

// The app for the code that belongs to the password.
namespace kreislauf::identity::office {

namespace {

using kern::Kind;

constexpr std::string_view own_path = "/verwaltung/konto/zweiter-faktor", of_offers = "identity/offers";

/// Whoever changes to another app proves that it is them, with the app they have; the first time the password has just
/// been chosen.
kern::Form questions(StaffContext const& c, Account const& account) {
  bool const first = account.totp_secret.empty();
  kern::Field const code{.name = "code",
                         .kind = Kind::code,
                         .label = first ? "Code aus der App" : "Code aus der neuen App",
                         .hint = "6 Ziffern",
                         .missing = "Geben Sie den Code ein, den die App gerade zeigt.",
                         .autocomplete = "one-time-code"};
  return {c.t, c.today(), first ? std::vector<kern::Field>{code} : proving_first(account, {code})};
}

/// The secret offered stays the same until it is confirmed, so that the page may be loaded again after the app has read
/// it.
std::string offered_secret(StaffContext const& c) {
  std::string secret;
  c.db.read([&](db::Connection& connection) {
    auto const session = store::session(connection, c.staff.session);
    if (session) secret = c.keys.open(of_offers, c.staff.session, session->new_totp).value_or("");
  });
  if (not secret.empty()) return secret;
  std::string bytes(20, '\0');
  c.random.fill(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size());
  secret = crypto::base32(bytes);
  auto const sealed = c.keys.seal(of_offers, c.staff.session, secret, c.random);
  c.db.write([&](db::Connection& connection) { store::keep_new_totp(connection, c.staff.session, sealed); });
  return secret;
}

/// https://github.com/google/google-authenticator/wiki/Key-Uri-Format
std::string key_uri(StaffContext const& c, std::string const& secret) {
  auto const town = html::in_url(c.authority.full_name());
  return "otpauth://totp/" + town + ":" + html::in_url(c.staff.login) + "?secret=" + html::in_url(secret) +
         "&issuer=" + town;
}

Response show(StaffContext const& c, kern::Form const& form) {
  auto const secret = offered_secret(c);
  StaffPage page{c,
                 {.title = "App für den Code einrichten",
                  .path = std::string{own_path},
                  .form = &form,
                  .crumbs = {{"/verwaltung/konto", "Mein Konto"}}}};
  page.lead(
      "Zum Passwort gehört ein Code, der alle 30 Sekunden wechselt. Eine App auf Ihrem Telefon oder Rechner zeigt ihn "
      "an. Jede App für Einmalcodes (TOTP) passt.");
  page("<ol class='kl-steps'><li><h2>Lesen Sie dieses Bild mit der App ein</h2><div class='kl-qr'>"_h,
       html::qr_svg(key_uri(c, secret), "QR-Code für die App"),
       "</div><p>Oder tippen Sie diesen Schlüssel ab: <b class='kl-num'>"_h, in_fours(secret),
       "</b></p></li><li><h2>Geben Sie den Code ein, den die App zeigt</h2>"_h);
  page.form(form, {.path = std::string{own_path}}, [&](kern::Fields& f) {
    f.all();
    f.submit("App verbinden");
  });
  page("</li></ol>"_h);
  return page.finish();
}

}  // namespace

Response second_factor_form(Request const&, StaffContext& c) { return show(c, questions(c, own_account(c))); }

Response set_second_factor(Ways& ways, Request const& request, StaffContext& c) {
  auto const account = own_account(c);
  if (account.must_change) return http::see_other("/verwaltung/konto/passwort");
  bool const first = account.totp_secret.empty();
  auto form = questions(c, account);
  form.read(request.body);
  auto const proven = first ? std::optional<std::int64_t>{0} : check_proof(ways, form, c, account);
  auto const secret = offered_secret(c);
  auto const bytes = crypto::base32_decoded(secret).value_or("");
  auto const sealed = sealed_second_factor(c.keys, c.random, account.id, secret);
  auto const step = crypto::totp_match(bytes, form.text("code"), c.clock.now(), 0);
  if (not step and not form.text("code").empty()) {
    form.wrong("code",
               "Der Code stimmt nicht. Nehmen Sie den Code, den die App gerade zeigt. Geht die Uhr Ihres Telefons "
               "richtig?");
  }
  form.fill("code", "");
  if (not form.fine() or not step or not proven) return show(c, form);
  std::string token;
  auto answer = authority::perform(c, request,
                                   [&](acts::Transaction& tx) {
                                     token = identity::set_second_factor(
                                         tx, account, sealed, *step,
                                         {.random = c.random, .step = *proven, .session = c.staff.session});
                                     return acts::see(first ? "/verwaltung" : "/verwaltung/konto?fertig=1");
                                   },
                                   {.secret = true});
  return with_session(std::move(answer), token);
}

}  // namespace kreislauf::identity::office

#include <doctest/doctest.h>

#include "platform/crypto/password.h"
#include "platform/crypto/totp.h"
#include "platform/html/html.h"
#include "platform/webauthn/authenticator_for_tests.h"
#include "tests/support/portal.h"

using namespace kreislauf;
using namespace std::chrono_literals;
using authority::Role;
using test::has, test::header;
using webauthn::test::Device;

namespace {

constexpr auto host = "gescher.localhost", own = "/verwaltung/konto/passkeys", keep = "/verwaltung/konto/passkeys/neu",
               enter_path = "/verwaltung/anmelden/passkey", password = "Pferd+Batterie+Klammer+Ulme";

/// Anna is signed in and has her laptop.
struct Laptop : test::TestPortal {
  Device device;
  std::int64_t anna = 0;

  Laptop() {
    device.place.origin = "http://gescher.localhost:8080";
    user_agent = "Firefox/128.0 (Windows)";
    anna = staff("gescher", "anna", {{Role::clerk, "buergerbuero"}});
    static auto const hash = crypto::hash_password("Pferd Batterie Klammer Ulme");
    database("gescher").write(
        [&](db::Connection& db) { db.exec("UPDATE staff SET password_hash = ? WHERE login = 'anna'", hash); });
  }
  std::int64_t count(std::string const& sql) {
    std::int64_t number = 0;
    database("gescher").read([&](db::Connection& db) { number = db.number(sql); });
    return number;
  }
  std::string code() {
    clock.advance(30s);
    return crypto::totp_code("12345678901234567890", crypto::totp_step(clock.now()));
  }
  struct Asked {
    std::string challenge, options;
  };
  static std::string between(std::string const& body, std::string_view before, std::string_view after) {
    auto const at = body.find(before);
    REQUIRE(at != std::string::npos);
    auto const begin = at + before.size();
    return body.substr(begin, body.find(after, begin) - begin);
  }
  static Asked asked_in(http::Response const& response) {
    auto const body = std::string{response.bytes()};
    auto options = between(body, "data-options=\"", "\"");
    for (std::size_t at = 0; (at = options.find("&quot;", at)) != std::string::npos;) options.replace(at, 6, "\"");
    return {between(body, "name=\"aufgabe\" value=\"", "\""), std::move(options)};
  }
  static std::string answered(Asked const& asked, std::string const& answer) {
    return "aufgabe=" + html::in_url(asked.challenge) + "&antwort=" + html::in_url(answer);
  }
  /// The page with the button, after the proof.
  http::Response prove(std::string const& act = "neu") {
    return submit(
        host, own,
        "was=" + html::in_url(act) + "&bezeichnung=Dienst-Laptop&passwort=" + password + "&app-code=" + code());
  }
  std::string make() {
    auto const asked = asked_in(prove());
    device.take(asked.options);
    return header(submit(host, keep, answered(asked, device.register_it()) + "&bezeichnung=Dienst-Laptop"), "Location");
  }
  http::Response enter(std::string const& more = {}) {
    auto const asked = asked_in(get(host, "/verwaltung/anmelden"));
    device.take(asked.options);
    return post(host, enter_path, key() + answered(asked, device.log_in()) + more);
  }
};

}  // namespace

TEST_CASE_FIXTURE(Laptop, "a passkey is made after password and code, and lets in without them, as both factors") {
  CHECK(has(get(host, own), "Sie haben noch keinen Passkey"));
  CHECK(make() == std::string{own} + "?fertig=neu");
  auto const shown = get(host, own);
  CHECK(has(shown, "Dienst-Laptop"));
  CHECK(has(shown, "noch nie benutzt"));
  cookies.clear();
  auto const in = enter("&ziel=%2Fverwaltung%2Famt%2Fbuergerbuero%2Ffaelle");
  CHECK(header(in, "Location") == "/verwaltung/amt/buergerbuero/faelle");
  CHECK(get(host, "/verwaltung/amt/buergerbuero/faelle").status == 200);
  CHECK(has(get(host, own), "zuletzt benutzt am 23.11.2026"));
  CHECK(count("SELECT COUNT(*) FROM events WHERE data = '{\"factors\":\"passkey\"}'") == 1);
  // Only the public half is here, and the options name nobody.
  CHECK(asked_in(get(host, "/verwaltung/anmelden")).options.find("anna") == std::string::npos);
}

TEST_CASE_FIXTURE(Laptop, "without password and code no passkey is made, and none by the page of somebody else") {
  CHECK(submit(host, own, "was=neu&passwort=falsch&app-code=" + code()).status == 422);
  CHECK(submit(host, own, std::string{"was=neu&passwort="} + password + "&app-code=000000").status == 422);
  auto const asked = asked_in(prove());
  device.take(asked.options);
  auto const answer = answered(asked, device.register_it());
  staff("gescher", "bernd", {{Role::clerk, "buergerbuero"}});
  CHECK(header(submit(host, keep, answer), "Location") == std::string{own} + "?fertig=nicht");
  CHECK(has(get(host, std::string{own} + "?fertig=nicht"), "Der Passkey wurde nicht angelegt"));
  CHECK(count("SELECT COUNT(*) FROM staff_passkeys") == 0);
  // What was given out to sign in makes none.
  auto const other = asked_in(get(host, "/verwaltung/anmelden"));
  CHECK(header(submit(host, keep, answered(other, device.register_it())), "Location") ==
        std::string{own} + "?fertig=nicht");
}

TEST_CASE_FIXTURE(Laptop, "an answer counts once, for ten minutes, at this town, and only with who holds the device") {
  make();
  cookies.clear();
  auto const asked = asked_in(get(host, "/verwaltung/anmelden"));
  device.take(asked.options);
  auto const answer = answered(asked, device.log_in());
  CHECK(post(host, enter_path, key() + answer).status == 303);
  cookies.clear();
  CHECK(post(host, enter_path, key() + answer).status == 422);
  CHECK(post("ahaus.localhost", enter_path, key() + answer).status == 422);
  auto const later = asked_in(get(host, "/verwaltung/anmelden"));
  device.take(later.options);
  auto const late = answered(later, device.log_in());
  clock.advance(10min);
  CHECK(post(host, enter_path, key() + late).status == 422);
  device.flags &= ~webauthn::test::uv;
  CHECK(enter().status == 422);
  device.flags |= webauthn::test::uv;
  CHECK(enter().status == 303);
}

TEST_CASE_FIXTURE(Laptop, "an account that is switched off, or whose access was reset, has no way in by its passkey") {
  make();
  cookies.clear();
  database("gescher").write([](db::Connection& db) { db.exec("UPDATE staff SET active = 0 WHERE login = 'anna'"); });
  CHECK(enter().status == 422);
  database("gescher").write([](db::Connection& db) { db.exec("UPDATE staff SET active = 1 WHERE login = 'anna'"); });
  CHECK(enter().status == 303);
  staff("gescher", "chef", {{Role::administrator, "*"}});
  CHECK(submit(host, "/verwaltung/personen/" + std::to_string(anna) + "/zweiter-faktor").status == 200);
  cookies.clear();
  CHECK(enter().status == 422);
  CHECK(count("SELECT COUNT(*) FROM staff_passkeys") == 0);
}

TEST_CASE_FIXTURE(Laptop, "who removes a passkey proves who it is, and is signed out everywhere else") {
  make();
  std::string id;
  database("gescher").read([&](db::Connection& db) { id = db.text("SELECT id FROM staff_passkeys").value_or(""); });
  auto const here = cookies[host];
  cookies.clear();
  CHECK(enter().status == 303);
  cookies[host] = here;
  CHECK(submit(host, own, "was=" + html::in_url(id) + "&passwort=falsch&app-code=" + code()).status == 422);
  CHECK(header(prove(id), "Location") == std::string{own} + "?fertig=entfernt");
  CHECK(count("SELECT COUNT(*) FROM staff_passkeys") == 0);
  CHECK(count("SELECT COUNT(*) FROM staff_sessions") == 1);
  cookies.clear();
  CHECK(enter().status == 422);
  CHECK(count("SELECT COUNT(*) FROM events WHERE kind = 'account.passkey_removed'") == 1);
}

TEST_CASE_FIXTURE(Laptop, "whom a directory knows must still be there, and is not let in while it is away") {
  struct Peer final : ldap::Peer {
    ldap::Reason prove(ldap::Place const&, std::string_view, std::string_view) override { return reason; }
    ldap::Reason find(ldap::Place const&, std::string_view) override { return reason; }
    ldap::Reason reason = ldap::Reason::fits;
  } peer;
  make();
  logins::PasswordDirectory directory{.id = "ad", .name = "Verzeichnis", .towns = {"gescher"}, .place = {}};
  modules.logins().passwords().use({directory}, peer);
  database("gescher").write([](db::Connection& db) { db.exec("UPDATE staff SET by_directory = 1"); });
  cookies.clear();
  CHECK(enter().status == 303);
  cookies.clear();
  peer.reason = ldap::Reason::not_found;
  CHECK(enter().status == 422);
  peer.reason = ldap::Reason::unreachable;
  CHECK(enter().status == 503);
}

#include <doctest/doctest.h>

#include "platform/html/html.h"
#include "platform/webauthn/authenticator_for_tests.h"
#include "tests/support/residents.h"

using namespace kreislauf;
using test::has, test::header;
using webauthn::test::Device;

namespace {

/// Erika, who is signed in by a code, and her phone.
struct Phone : test::Residents {
  Device device;

  Phone() {
    device.place.origin = "http://gescher.localhost:8080";
    user_agent = "Firefox/128.0 (Android)";
    sign_in("erika%40beispiel.de");
  }

  /// What the page with the button says.
  struct Asked {
    std::string challenge, options;
  };
  static std::string between(std::string const& body, std::string_view before, std::string_view after) {
    auto const at = body.find(before);
    REQUIRE(at != std::string::npos);
    auto const begin = at + before.size();
    return body.substr(begin, body.find(after, begin) - begin);
  }
  static std::string plain(std::string text) {
    for (std::size_t at = 0; (at = text.find("&quot;", at)) != std::string::npos;) text.replace(at, 6, "\"");
    return text;
  }
  Asked asked(std::string const& path) {
    auto const body = page(path).body;
    return {between(body, "name=\"aufgabe\" value=\"", "\""), plain(between(body, "data-options=\"", "\""))};
  }
  std::string answered(Asked const& asked, std::string const& answer) {
    return "aufgabe=" + html::in_url(asked.challenge) + "&antwort=" + html::in_url(answer);
  }
  /// Where the page leads.
  std::string make() {
    auto const asked_now = asked("/konto/sicherheit");
    device.take(asked_now.options);
    return header(send_form("/konto/passkeys", answered(asked_now, device.register_it())), "Location");
  }
  http::Response enter(std::string const& more = {}) {
    auto const asked_now = asked("/konto");
    device.take(asked_now.options);
    return send_form("/konto/passkey", answered(asked_now, device.log_in()) + more);
  }
};

}  // namespace

TEST_CASE_FIXTURE(Phone, "a passkey opens the account without a mail, and the owner is told that it was made") {
  CHECK(make() == "/konto/sicherheit?passkey=neu");
  auto const told = mails();
  REQUIRE(told.size() == 1);
  CHECK(told.front().subject == "Ein neuer Passkey für Ihr Konto");
  CHECK(has(page("/konto/sicherheit"), "Firefox, Android"));
  forget_cookies();
  auto const in = enter("&ziel=%2Fkonto%2Fangaben");
  CHECK(header(in, "Location") == "/konto/angaben");
  CHECK(has(page("/konto"), "erika@beispiel.de"));
  CHECK(mails().empty());
}

TEST_CASE_FIXTURE(Phone, "an answer of the device counts once, for ten minutes, and for what it was asked") {
  make();
  forget_cookies();
  auto const asked_now = asked("/konto");
  device.take(asked_now.options);
  auto const answer = answered(asked_now, device.log_in());
  CHECK(send_form("/konto/passkey", answer).status == 303);
  forget_cookies();
  CHECK(send_form("/konto/passkey", answer).status == 422);  // again
  auto const later = asked("/konto");
  device.take(later.options);
  clock.advance(std::chrono::minutes{10});
  CHECK(send_form("/konto/passkey", answered(later, device.log_in())).status == 422);
  // A challenge that was given out for making one, and invented ones.
  for (auto const challenge : {"2026-11-23T08:30:00Z.00112233445566778899aabbccddeeff", "", "x"}) {
    CHECK(send_form("/konto/passkey", answered({challenge, {}}, device.log_in())).status == 422);
  }
  CHECK(other_cookies[std::string{"gescher.localhost"}].empty());
}

TEST_CASE_FIXTURE(Phone, "a challenge to make one is that of one account") {
  auto const own = asked("/konto/sicherheit");
  device.take(own.options);
  auto const answer = answered(own, device.register_it());
  forget_cookies();
  sign_in("mallory%40beispiel.de");
  CHECK(header(send_form("/konto/passkeys", answer), "Location") == "/konto/sicherheit?passkey=nicht");
  CHECK(count("SELECT COUNT(*) FROM account_passkeys") == 0);
}

TEST_CASE_FIXTURE(Phone, "the passkey of one account is not taken for another") {
  CHECK(make() == "/konto/sicherheit?passkey=neu");
  forget_cookies();
  sign_in("mallory%40beispiel.de");
  // The same number once more would lead to the other's account.
  CHECK(make() == "/konto/sicherheit?passkey=nicht");
  CHECK(count("SELECT COUNT(*) FROM account_passkeys") == 1);
  forget_cookies();
  auto const asked_now = asked("/konto");
  device.take(asked_now.options);  // keeps the handle of the other account
  CHECK(send_form("/konto/passkey", answered(asked_now, device.log_in())).status == 422);
}

TEST_CASE_FIXTURE(Phone, "one that was copied, or made for another page, opens nothing") {
  device.counter = 5;
  make();
  forget_cookies();
  device.counter = 6;
  CHECK(enter().status == 303);
  forget_cookies();
  CHECK(enter().status == 422);  // 6 again: there may be a second one
  device.counter = 7;
  device.place.origin = "http://ahaus.localhost:8080";
  CHECK(enter().status == 422);
  device.place.origin = "http://gescher.localhost:8080";
  CHECK(enter().status == 303);
}

TEST_CASE_FIXTURE(Phone, "a passkey is removed by its owner, and goes with the account") {
  make();
  auto const id = between(page("/konto/sicherheit").body, "name=\"passkey\" value=\"", "\"");
  auto const erika = other_cookies;
  forget_cookies();
  sign_in("mallory%40beispiel.de");
  send_form("/konto/passkeys/entfernen", "passkey=" + id);
  CHECK(count("SELECT COUNT(*) FROM account_passkeys") == 1);
  other_cookies = erika;
  send_form("/konto/passkeys/entfernen", "passkey=" + id);
  CHECK(count("SELECT COUNT(*) FROM account_passkeys") == 0);
  forget_cookies();
  CHECK(enter().status == 422);
  other_cookies = erika;
  CHECK(make() == "/konto/sicherheit?passkey=neu");
  send_form("/konto/loeschen");
  CHECK(count("SELECT COUNT(*) FROM account_passkeys") == 0);
}

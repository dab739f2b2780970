#include <doctest/doctest.h>

#include "platform/webauthn/authenticator_for_tests.h"
#include "platform/webauthn/recorded_for_tests.h"
#include "tests/support/source.h"

using namespace kreislauf;
using namespace kreislauf::webauthn;
using namespace kreislauf::webauthn::test;

TEST_CASE_FIXTURE(Passkey, "a passkey is made, kept, and proves itself by each of the three algorithms") {
  for (auto const algorithm : offered) {
    for (auto const* const format : {"none", "packed"}) {
      device.algorithm = algorithm;
      device.format = format;
      auto const made_now = made();
      REQUIRE(made_now);
      CHECK(made_now->id == device.id);
      CHECK(made_now->key == cose(algorithm));
      CHECK(made_now->counter == 0);
      CHECK(made_now->backup_eligible);
      CHECK(made_now->backed_up);
      CHECK(made_now->aaguid == device.aaguid);
      CHECK(made_now->transports == std::vector<std::string>{"internal", "hybrid"});
      stored = *made_now;
      auto const proven_now = proven();
      REQUIRE(proven_now);
      CHECK(proven_now->credential == device.id);
      CHECK(proven_now->user_handle == device.handle);
    }
  }
}

TEST_CASE("what Chromium has made is taken, and only for its own login") {
  auto const all = all_recorded(kreislauf::test::source_folder() / "tests/fuzz/webauthn");
  CHECK(all.size() == 7);
  for (auto const& one : all) {
    CAPTURE(one.name);
    auto const made = one.made();
    REQUIRE(made);
    CHECK(made->counter == 1);
    CHECK(made->backed_up == (one.name == "chromium-es256-backed-up.json"));
    CHECK(made->transports.size() == 1);
    auto const login = json::serialize(one.login);
    CHECK(which(login)->credential == made->id);
    auto const proven = verify(one.place, one.login_challenge, *made, {one.handle}, login);
    REQUIRE(proven);
    CHECK(proven->counter == 2);
    CHECK(proven->user_handle == "handle-of-erika");
    for (auto const& other : all) {
      if (other.name == one.name) continue;
      auto theirs = other.made().value();
      theirs.id = made->id;
      theirs.backup_eligible = made->backup_eligible;
      CHECK(verify(one.place, one.login_challenge, theirs, {one.handle}, login).error() == Reason::signature_wrong);
      CHECK(verify(one.place, other.login_challenge, *made, {one.handle}, login).error() == Reason::challenge_wrong);
    }
  }
}

TEST_CASE_FIXTURE(Passkey, "what a login claims is read before anything is looked up") {
  auto const claim = which(device.log_in());
  REQUIRE(claim);
  CHECK(claim->credential == device.id);
  CHECK(claim->user_handle == device.handle);
  CHECK(which(device.log_in({.response = without("userHandle")}))->user_handle.empty());
  CHECK(which("{}").error() == Reason::another_kind);
  CHECK(which(device.log_in({.response = set("userHandle", "")})).error() == Reason::unreadable);
}

TEST_CASE("the browser is asked for a passkey that finds its account, with finger, face or PIN, and for nothing else") {
  Place const place{.id = "gescher.example.de", .origin = "https://gescher.example.de", .name = "Stadt Gescher"};
  std::string const challenge(32, '\xff');
  std::vector<std::string> const known{"\x01\x02", "\xfb\xef"};
  CHECK(
      creation_options(place, challenge, {"handle", "erika@example.de", "Erika \"<Ä>\""}, known) ==
      R"({"rp":{"id":"gescher.example.de","name":"Stadt Gescher"},)"
      R"("user":{"id":"aGFuZGxl","name":"erika@example.de","displayName":"Erika \"<Ä>\""},)"
      R"("challenge":"__________________________________________8",)"
      R"("pubKeyCredParams":[{"type":"public-key","alg":-7},{"type":"public-key","alg":-8},{"type":"public-key","alg":-257}],)"
      R"("timeout":300000,"excludeCredentials":[{"type":"public-key","id":"AQI"},{"type":"public-key","id":"--8"}],)"
      R"("authenticatorSelection":{"residentKey":"required","requireResidentKey":true,"userVerification":"required"},)"
      R"("attestation":"none"})");
  CHECK(request_options(place, challenge, {}) ==
        R"({"challenge":"__________________________________________8","timeout":300000,"rpId":"gescher.example.de",)"
        R"("allowCredentials":[],"userVerification":"required"})");
  CHECK(request_options(place, challenge, known).find(R"("allowCredentials":[{"type":"public-key","id":"AQI"},)") !=
        std::string::npos);
  auto const nameless = creation_options({.id = "a.example", .origin = {}}, challenge, {"h", "n", "d"}, {});
  CHECK(nameless.find(R"("rp":{"id":"a.example","name":"a.example"})") != std::string::npos);
}

TEST_CASE("what was asked for is answered: with the place, the question and the account of the options") {
  Place const here{.id = "gescher.localhost", .origin = "http://gescher.localhost:8080"};
  std::string const first(32, '1'), second(32, '2'), handle(64, '\x80');
  Device device;
  device.place.origin = here.origin;
  device.take(creation_options(here, first, {handle, "erika", "Erika"}, {}));
  auto const made = register_credential(here, first, device.register_it());
  REQUIRE(made);
  device.take(request_options(here, second, {}));
  auto const proven = verify(here, second, *made, {handle}, device.log_in());
  REQUIRE(proven);
  CHECK(proven->user_handle == handle);
}

TEST_CASE_FIXTURE(Passkey, "an answer is to this question, of this page and no other, in no frame") {
  CHECK(registered() == "fine");
  CHECK(logged_in() == "fine");
  auto const both = [&](Change const& how, std::string_view why) {
    CHECK(registered(how) == why);
    CHECK(logged_in(how) == why);
  };
  CHECK(registered({.client = set("type", "webauthn.get")}) == "ceremony_wrong");
  CHECK(logged_in({.client = set("type", "webauthn.create")}) == "ceremony_wrong");
  both({.client = set("type", "payment.get")}, "ceremony_wrong");
  both({.client = set("type", 5)}, "ceremony_wrong");
  both({.client = without("type")}, "ceremony_wrong");
  for (auto const* const other : {"", "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWA", "MDEyMzQ1Njc4OWFiY2RlZg",
                                  "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=", "0123456789abcdef0123456789abcdef"})
    both({.client = set("challenge", other)}, "challenge_wrong");
  both({.client = without("challenge")}, "challenge_wrong");
  for (auto const* const other :
       {"https://gescher.example.de:8443", "https://gescher.example.de:443", "http://gescher.example.de",
        "https://www.gescher.example.de", "https://example.de", "https://gescher.example.de.evil.example",
        "https://evilgescher.example.de", "https://gescher.example.de/", "https://Gescher.example.de", "null", "",
        "android:apk-key-hash:abc", "https://gescher.example.de@evil.example"})
    both({.client = set("origin", other)}, "origin_wrong");
  both({.client = set("origin", json::string{"https://gescher.example.de\0"s})}, "origin_wrong");
  both({.client = set("origin", json::array{"https://gescher.example.de"})}, "origin_wrong");
  both({.client = without("origin")}, "origin_wrong");
  both({.client = set("crossOrigin", true)}, "framed");
  both({.client = set("topOrigin", "https://evil.example")}, "framed");
  both({.client = set("topOrigin", "https://gescher.example.de")}, "framed");
  both({.client = set("crossOrigin", "false")}, "client_data_unreadable");
  // Level 2 left it out, and others may come (§ 5.8.1).
  both({.client = without("crossOrigin")}, "fine");
  both({.client = set("other_keys_can_be_added_here", "do not compare")}, "fine");
}

TEST_CASE_FIXTURE(Passkey, "a challenge that nobody could have guessed belongs to each answer") {
  CHECK(verify(place, challenge, made().value(), owner, device.log_in()));
  for (std::size_t const length : {0, 16, 31}) {
    device.challenge.resize(length);
    CHECK(register_credential(place, device.challenge, device.register_it()).error() == Reason::challenge_wrong);
    CHECK(verify(place, device.challenge, Passkey{}.made().value(), owner, device.log_in()).error() ==
          Reason::challenge_wrong);
  }
  // A place without origin is a mistake of ours: nobody gets in by it.
  Device nowhere;
  nowhere.place.origin = "";
  CHECK(register_credential(nowhere.place, challenge, nowhere.register_it()).error() == Reason::origin_wrong);
}

TEST_CASE_FIXTURE(Passkey, "what the browser says of the page is JSON that has one meaning") {
  CHECK(registered() == "fine");
  CHECK(logged_in() == "fine");
  auto const both = [&](Change const& how, std::string_view why) {
    CHECK(registered(how) == why);
    CHECK(logged_in(how) == why);
  };
  both({.client_text = replace("{", R"({"origin":"https://evil.example",)")}, "name_twice");
  both({.client_text = replace("{", R"({"\u006frigin":"https://evil.example",)")}, "name_twice");
  both({.client_text = append("x")}, "client_data_unreadable");
  both({.client_text = append("\0"s)}, "client_data_unreadable");
  both({.client_text = put("")}, "client_data_unreadable");
  both({.client_text = put("[]")}, "client_data_unreadable");
  both({.client_text = replace("{", "{\"x\":" + std::string(2000, '['))}, "client_data_unreadable");
  both({.client_text = replace("{", R"({"x":")"s + std::string(4000, 'x') + "\",")}, "too_long");
  both({.client_text = replace("{", R"({"x":")"s + std::string(3000, 'x') + "\",")}, "fine");
  auto const length = device.client_text("webauthn.get", {}).size();
  for (std::size_t i = 0; i < length; ++i) both({.client_text = cut_to(i)}, "client_data_unreadable");
}

TEST_CASE_FIXTURE(Passkey, "the message is JSON of a passkey, bounded, with each name once and bytes in one way") {
  CHECK(registered() == "fine");
  CHECK(logged_in() == "fine");
  auto const both = [&](Change const& how, std::string_view why) {
    CHECK(registered(how) == why);
    CHECK(logged_in(how) == why);
  };
  both({.text = replace("{", R"({"type":"public-key",)")}, "name_twice");
  both({.text = replace(R"("response":{)", R"("response":{"clientDataJSON":"e30",)")}, "name_twice");
  both({.text = append("{}")}, "unreadable");
  both({.text = append("\0"s)}, "unreadable");
  both({.text = put("")}, "unreadable");
  both({.text = put("null")}, "unreadable");
  both({.text = replace("{", "{\"x\":" + std::string(2000, '{'))}, "unreadable");
  both({.text = replace("{", R"({"x":")"s + std::string(16'000, 'x') + "\",")}, "too_long");
  both({.text = replace("{", R"({"x":")"s + std::string(8'000, 'x') + "\",")}, "fine");
  both({.message = set("type", "password")}, "another_kind");
  both({.message = without("type")}, "another_kind");
  both({.message = without("response")}, "unreadable");
  both({.message = set("response", "x")}, "unreadable");
  both({.message = without("rawId")}, "unreadable");
  both({.message = without("id")}, "id_differs");
  both({.message = set("id", "b3RoZXI")}, "id_differs");
  auto const nameless = [](json::object& message) { message["id"] = message["rawId"] = ""; };
  both({.message = nameless}, "credential_id_unusable");
  both({.message = set("rawId", json::string{crypto::base64url(std::string(1024, 'x'))})}, "too_long");
  both({.response = without("clientDataJSON")}, "unreadable");
  both({.response = set("clientDataJSON", 5)}, "unreadable");
  auto const respelt = [](std::string name, std::function<std::string(std::string)> spell) {
    return [name, spell](json::object& response) {
      response[name] = json::string{spell(std::string{response[name].as_string()})};
    };
  };
  for (auto const* const name : {"clientDataJSON", "attestationObject", "authenticatorData", "signature"}) {
    auto const one = [&](Change const& how) {
      std::string_view const part{name};
      if (part != "signature" and part != "authenticatorData") CHECK(registered(how) == "unreadable");
      if (part != "attestationObject") CHECK(logged_in(how) == "unreadable");
    };
    one({.response = respelt(name, [](auto const& text) { return text + "="; })});
    one({.response = respelt(name, [](auto const& text) { return text + "\n"; })});
    one({.response = respelt(name, [](auto const& text) { return "+" + text.substr(1); })});
    one({.response = respelt(name, [](auto const& text) { return text.substr(0, text.size() / 4 * 4) + "A"; })});
    one({.response = respelt(name, [](auto const& text) { return text.substr(0, text.size() / 4 * 4) + "AB"; })});
    one({.response = respelt(name, [](auto const& text) { return text.substr(0, 8) + "\0"s + text.substr(9); })});
  }
  auto const registration = device.register_it(), login = device.log_in();
  for (std::size_t i = 0; i < registration.size(); ++i)
    CHECK(registered({.text = put(registration.substr(0, i))}) == "unreadable");
  for (std::size_t i = 0; i < login.size(); ++i) CHECK(logged_in({.text = put(login.substr(0, i))}) == "unreadable");
}

TEST_CASE_FIXTURE(Passkey, "it was made for this place, by somebody who was there and was recognised") {
  CHECK(registered() == "fine");
  CHECK(logged_in() == "fine");
  auto const both = [&](Change const& how, std::string_view why) {
    CHECK(registered(how) == why);
    CHECK(logged_in(how) == why);
  };
  auto const of_place = [](std::string const& id) {
    return [id](std::string& data) { data.replace(0, 32, hash_of(id)); };
  };
  both({.data = of_place("example.de")}, "place_wrong");
  both({.data = of_place("gescher.example.de.")}, "place_wrong");
  both({.data = of_place("https://gescher.example.de")}, "place_wrong");
  auto const lacks = [](unsigned bit) {
    return [bit](std::string& data) { data[32] = static_cast<char>(static_cast<unsigned char>(data[32]) & ~bit); };
  };
  both({.data = lacks(up)}, "nobody_present");
  both({.data = lacks(uv)}, "nobody_verified");
  both({.data = lacks(be)}, "backup_contradicts");
  both({.data = lacks(bs)}, "fine");
  // Reserved bits may mean something one day.
  both({.data = flip(32 * 8 + 1)}, "fine");
  both({.data = flip(32 * 8 + 5)}, "fine");
}

TEST_CASE_FIXTURE(Passkey, "authenticator data hold what their flags announce, to the last byte") {
  CHECK(registered() == "fine");
  CHECK(logged_in() == "fine");
  for (std::size_t i = 0; i < 37; ++i) {
    CHECK(registered({.data = cut_to(i)}) == "data_unreadable");
    CHECK(logged_in({.data = cut_to(i)}) == "data_unreadable");
  }
  auto const extended = [](std::string const& more) {
    return [more](std::string& data) {
      data[32] = static_cast<char>(static_cast<unsigned char>(data[32]) | ed);
      data += more;
    };
  };
  auto const both = [&](Change const& how, std::string_view why) {
    CHECK(registered(how) == why);
    CHECK(logged_in(how) == why);
  };
  both({.data = append("x")}, "left_over");
  both({.data = append(map({}))}, "left_over");
  both({.data = extended("")}, "cut_off");
  both({.data = extended(map({{text("credProtect"), number(2)}}))}, "fine");
  both({.data = extended(map({{text("hmac-secret"), bytes("secret")}, {text("uvm"), list({list({number(2)})})}}))},
       "fine");
  both({.data = extended(map({}) + "x")}, "left_over");
  both({.data = extended(number(5))}, "data_unreadable");
  both({.data = extended(map({{text("a"), number(1)}, {text("a"), number(2)}}))}, "key_twice");
}

#include "platform/oidc/login_for_tests.h"

using namespace kreislauf;
using namespace kreislauf::oidc;
using namespace kreislauf::oidc::test;
using namespace std::chrono_literals;

TEST_CASE_FIXTURE(Login, "somebody logs in, and what the provider says of them is proven") {
  auto const answer = leave();
  REQUIRE(answer);
  auto const proven = come_back(*answer);
  REQUIRE(proven);
  CHECK(proven->issuer == "https://id.example");
  CHECK(proven->subject == "bpk-1");
  CHECK(text_at(proven->claims, "given_name") == "Erika");
  // RFC 7636: the address carries the hash, the exchange what it was made of.
  CHECK(departure->address.find(departure->pending.verifier) == std::string::npos);
  CHECK(departure->address.find("code_challenge_method=S256") != std::string::npos);
  CHECK(departure->address.find("redirect_uri=https%3A%2F%2Fgescher.example%2Fanmeldung%2Fzurueck") !=
        std::string::npos);
  CHECK(departure->address.find("acr_values=high") != std::string::npos);
  CHECK(provider.last_authorization == "Basic " + crypto::base64("portal:geheim"));
  CHECK(provider.last_body.find("geheim") == std::string::npos);
  CHECK(provider.asked["/me"] == 0);
}

TEST_CASE_FIXTURE(Login, "all three algorithms are read, whatever the provider changes to") {
  CHECK(whole() == "fine");
  provider.algorithm = crypto::SignedBy::ps256;
  CHECK(whole() == "fine");
  provider.algorithm = crypto::SignedBy::es256;
  provider.pem = ec_pem;
  CHECK(whole() == "fine");
}

TEST_CASE_FIXTURE(Login, "a key of our own shows who we are, without a secret on the way") {
  registration.secret = {};
  registration.key = crypto::OwnKey::read(ec_pem);
  registration.kid = "portal-1";
  REQUIRE(registration.key);
  CHECK(whole() == "fine");
  CHECK(provider.last_authorization.empty());
  auto const assertion = http::field(provider.last_body, "client_assertion").value_or("");
  auto const token = token_in(assertion);
  REQUIRE(token);
  CHECK(text_at(token->header, "alg") == "ES256");
  CHECK(text_at(token->header, "kid") == "portal-1");
  CHECK(text_at(token->claims, "aud") == "https://id.example");
  auto const key = crypto::VerifyingKey::p256(*crypto::strict_base64url(ec_x), *crypto::strict_base64url(ec_y));
  REQUIRE(key);
  CHECK(key->verifies(crypto::SignedBy::es256, token->text, token->signature));
  CHECK_FALSE(key->verifies(crypto::SignedBy::es256, token->text + " ", token->signature));
}

TEST_CASE_FIXTURE(Login, "a code counts once, and only with what this browser left with") {
  auto const answer = leave();
  REQUIRE(answer);
  REQUIRE(come_back(*answer));
  CHECK(come_back(*answer).error() == Reason::code_refused);
  // The code of one login, brought to the one of somebody else.
  auto const first = leave();
  auto const its_departure = departure;
  auto const second = leave();
  CHECK(one()
            .finish(its_departure->pending, {.code = second->code, .state = first->state, .issuer = first->issuer},
                    back, {})
            .error() == Reason::code_refused);
  CHECK(one().finish(its_departure->pending, *second, back, {}).error() == Reason::answer_unreadable);
  CHECK(one().finish(its_departure->pending, *first, back, {}));
}

TEST_CASE_FIXTURE(Login, "an answer of another provider is not taken to this one") {
  auto answer = leave();
  REQUIRE(answer);
  answer->issuer = "https://evil.example";
  CHECK(come_back(*answer).error() == Reason::answer_of_another);
  answer->issuer = {};
  CHECK(come_back(*answer).error() == Reason::answer_of_nobody);
  CHECK(provider.asked["/token"] == 0);  // the code has gone nowhere
  answer->issuer = "https://id.example";
  CHECK(come_back(*answer));
  provider.metadata.erase("authorization_response_iss_parameter_supported");
  party.reset();
  auto unnamed = leave();
  unnamed->issuer = {};
  CHECK(come_back(*unnamed));
}

TEST_CASE("an answer has each parameter once, and a code or an error") {
  CHECK(answer_in("code=a&state=b&iss=c"));
  CHECK(answer_in("error=access_denied&state=b")->error == "access_denied");
  for (auto const* wrong : {"", "code=a", "state=b", "code=a&state=b&code=a", "code=a&state=b&state=c",
                            "code=a&error=x&state=b", "code=a&state=b&iss=c&iss=d"})
    CHECK(answer_in(wrong).error() == Reason::answer_unreadable);
  CHECK_FALSE(answer_in("state=b&code=" + std::string(5000, 'a')));
}

TEST_CASE_FIXTURE(Login, "who breaks off has done nothing") {
  auto const answer = leave();
  auto const broken = one().finish(
      departure->pending, {.state = answer->state, .issuer = answer->issuer, .error = "access_denied"}, back, {});
  CHECK(broken.error() == Reason::declined);
  CHECK(provider.asked["/token"] == 0);
}

TEST_CASE_FIXTURE(Login, "a new key is fetched, invented ones ask at most once a minute") {
  CHECK(whole() == "fine");
  CHECK(provider.asked["/keys"] == 1);
  clock.advance(10s);
  for (int i = 0; i < 100; ++i)
    CHECK(with_header("kid", json::string{"invented" + std::to_string(i)}) == "key_unknown");
  CHECK(provider.asked["/keys"] == 1);
  clock.advance(51s);
  for (int i = 0; i < 100; ++i)
    CHECK(with_header("kid", json::string{"invented" + std::to_string(i)}) == "key_unknown");
  CHECK(provider.asked["/keys"] == 2);
  // The provider changes its keys: who logs in afterwards is let in as soon as the minute is over.
  auto const at = provider.keys.find("\"r\"");
  provider.keys.replace(at, 3, "\"r2\"");
  CHECK(with_header("kid", "r2") == "key_unknown");
  clock.advance(61s);
  CHECK(with_header("kid", "r2") == "fine");
  CHECK(provider.asked["/keys"] == 3);
  // The old name is gone, and nobody is let in by it.
  CHECK(whole() == "key_unknown");
}

TEST_CASE_FIXTURE(Login, "discovery is of the provider that was set up, and without TLS of this machine only") {
  CHECK(whole() == "fine");
  auto const wrong = [&](std::string_view name, json::value value) {
    auto const kept = provider.metadata;
    provider.metadata[name] = value;
    party.reset();
    auto result = whole();
    provider.metadata = kept;
    return result;
  };
  CHECK(wrong("issuer", "https://id.example/") == "issuer_differs");
  CHECK(wrong("token_endpoint", "http://id.example/token") == "address_insecure");
  CHECK(wrong("token_endpoint", "https://id.example@evil.example/token") == "address_insecure");
  CHECK(wrong("token_endpoint", "file:///etc/passwd") == "address_insecure");
  CHECK(wrong("jwks_uri", "http://127.0.0.1/keys") == "address_insecure");
  CHECK(wrong("jwks_uri", "") == "metadata_unreadable");
  CHECK(wrong("code_challenge_methods_supported", {"plain"}) == "no_pkce");
  CHECK(wrong("code_challenge_methods_supported", nullptr) == "no_pkce");
  CHECK(wrong("id_token_signing_alg_values_supported", {"HS256", "none"}) == "no_algorithm");
  CHECK(is_secure_address("http://127.0.0.1:8210", true));
  CHECK(is_secure_address("http://[::1]:8210/x", true));
  CHECK_FALSE(is_secure_address("http://127.0.0.1:8210", false));
  CHECK_FALSE(is_secure_address("http://127.0.0.1.evil.example", true));
  CHECK_FALSE(is_secure_address("http://127.0.0.1@evil.example", true));
  CHECK_FALSE(is_secure_address("https://", true));
  CHECK_FALSE(is_secure_address("https://a\r\nb", true));
}

TEST_CASE_FIXTURE(Login, "a provider that is down is left alone for half a minute, and asked again then") {
  provider.down = true;
  CHECK(whole() == "unreachable");
  provider.down = false;
  auto const asked = provider.asked["/.well-known/openid-configuration"];
  CHECK(whole() == "unreachable");
  CHECK(provider.asked["/.well-known/openid-configuration"] == asked);  // nobody waits for it
  clock.advance(31s);
  CHECK(whole() == "fine");
  provider.down = true;
  clock.advance(61min);
  CHECK(whole() == "unreachable");
}

TEST_CASE_FIXTURE(Login, "userinfo is asked where the token lacks something, and believed of the same person only") {
  needed = {"given_name", "birthdate"};
  provider.userinfo["me"] = {{"sub", "bpk-1"}, {"birthdate", "1964-08-12"}, {"given_name", "Max"}};
  auto const answer = leave();
  auto const proven = come_back(*answer);
  REQUIRE(proven);
  CHECK(text_at(proven->claims, "birthdate") == "1964-08-12");
  CHECK(text_at(proven->claims, "given_name") == "Erika");  // what is signed stays
  provider.userinfo["me"]["sub"] = "bpk-2";
  CHECK(whole() == "userinfo_of_another");
  needed = {"given_name"};
  CHECK(whole() == "fine");
}

TEST_CASE("each reason has a name of its own") {
  std::set<std::string_view> names;
  for (int i = 0; i <= static_cast<int>(Reason::level_too_low); ++i) names.insert(name_of(static_cast<Reason>(i)));
  CHECK(names.size() == static_cast<std::size_t>(Reason::level_too_low) + 1);
}

#include "platform/oidc/login_for_tests.h"

using namespace kreislauf;
using namespace kreislauf::oidc;
using namespace kreislauf::oidc::test;
using namespace std::chrono_literals;

namespace {

/// The payload of a token written anew, unsigned text and all.
std::string with_parts(std::string const& header, std::string const& claims, std::string const& signature) {
  return crypto::base64url(header) + "." + crypto::base64url(claims) + "." + signature;
}

std::string part(std::string const& token, int number) {
  std::size_t at = 0;
  for (; number > 0; --number) at = token.find('.', at) + 1;
  return token.substr(at, token.find('.', at) - at);
}

}  // namespace

TEST_CASE_FIXTURE(Login, "a token that nobody has signed proves nothing") {
  CHECK(whole() == "fine");
  for (auto const* none : {"none", "None", "NONE", "nOnE"}) CHECK(with_header("alg", none) == "not_signed");
  auto const unsigned_token = [](std::string const& token) {
    return with_parts(R"({"alg":"none"})", *crypto::strict_base64url(part(token, 1)), "");
  };
  CHECK(mangled(unsigned_token) == "not_signed");
  CHECK(mangled([](std::string const& token) { return token.substr(0, token.rfind('.') + 1); }) == "signature_wrong");
}

TEST_CASE_FIXTURE(Login, "the public key is no secret with which somebody could sign") {
  CHECK(whole() == "fine");
  // HS256 with all that an attacker can get of the key: its modulus and its PEM.
  for (auto const& secret : {std::string{rsa_modulus}, *crypto::strict_base64url(rsa_modulus), std::string{rsa_pem}}) {
    auto const forged = [&](std::string const& token) {
      auto const text = crypto::base64url(R"({"alg":"HS256","kid":"r"})") + "." + part(token, 1);
      auto const mac = crypto::hash_of(crypto::hmac_hex(secret, text));
      return text + "." + crypto::base64url(crypto::bytes_of(*mac));
    };
    CHECK(mangled(forged) == "shared_secret");
  }
  CHECK(with_header("alg", "hs512") == "shared_secret");
  // A secret in the list of keys is none of theirs.
  provider.keys = R"({"keys":[{"kty":"oct","kid":"r","k":"c2VjcmV0"}]})";
  clock.advance(2min);
  party.reset();
  CHECK(whole() == "key_unknown");
}

TEST_CASE_FIXTURE(Login, "the algorithm is one that the provider has named and the key can do") {
  CHECK(whole() == "fine");
  CHECK(with_header("alg", "RS384") == "algorithm_unknown");
  CHECK(with_header("alg", "") == "algorithm_unknown");
  CHECK(with_header("alg", 5) == "algorithm_unknown");
  CHECK(with_header("alg", "ES256") == "key_unfit");
  CHECK(with_header("alg", "PS256") == "signature_wrong");
  CHECK(with_header("crit", {"exp"}) == "extension_unknown");
  CHECK(with_header("typ", "logout+jwt") == "another_kind");
  CHECK(with_header("typ", "at+jwt") == "another_kind");
  CHECK(with_header("typ", "jwt") == "fine");
  // A key in the header is none of the provider's: it is not looked at.
  provider.pem = other_rsa_pem;
  CHECK(with_header("jwk", {{"kty", "RSA"}, {"n", rsa_modulus}, {"e", "AQAB"}}) == "signature_wrong");
  provider.pem = rsa_pem;
  provider.metadata["id_token_signing_alg_values_supported"] = {"ES256"};
  party.reset();
  CHECK(whole() == "algorithm_unknown");
}

TEST_CASE_FIXTURE(Login, "the token is of this provider, for us, for this login") {
  CHECK(whole() == "fine");
  CHECK(with_claim("iss", "https://id.example/") == "issuer_wrong");
  CHECK(with_claim("iss", "https://other.example") == "issuer_wrong");
  CHECK(with_claim("iss", nullptr) == "issuer_wrong");
  CHECK(with_claim("aud", "somebody") == "audience_wrong");
  CHECK(with_claim("aud", json::array{}) == "audience_wrong");
  CHECK(with_claim("aud", {"portal", "somebody"}) == "audience_wrong");
  CHECK(with_claim("aud", {"portal"}) == "fine");
  CHECK(with_claim("azp", "somebody") == "party_wrong");
  CHECK(with_claim("azp", "portal") == "fine");
  CHECK(with_claim("sub", "") == "subject_missing");
  CHECK(with_claim("sub", json::string(256, 'x')) == "subject_missing");
  CHECK(with_claim("nonce", "another") == "nonce_wrong");
  CHECK(with([](auto&, json::object& all) { all.erase("nonce"); }) == "nonce_wrong");
  CHECK(with_claim("at_hash", "AAAAAAAAAAAAAAAAAAAAAA") == "access_token_wrong");
  auto const hash = crypto::sha256({"at"});
  CHECK(with_claim("at_hash", json::string{crypto::base64url(crypto::bytes_of(hash).substr(0, 16))}) == "fine");
}

TEST_CASE_FIXTURE(Login, "the token is of now, but for a minute by which clocks differ") {
  CHECK(whole() == "fine");
  CHECK(with_claim("exp", now() - 59) == "fine");
  CHECK(with_claim("exp", now() - 60) == "expired");
  CHECK(with_claim("exp", "2099") == "expired");
  CHECK(with_claim("exp", 1e300) == "expired");
  CHECK(with_claim("exp", -1) == "expired");
  CHECK(with([](auto&, json::object& all) { all.erase("exp"); }) == "expired");
  CHECK(with_claim("iat", now() + 60) == "fine");
  CHECK(with_claim("iat", now() + 61) == "not_yet");
  CHECK(with_claim("iat", now() - 661) == "too_old");
  CHECK(with_claim("iat", now() - 660) == "fine");
  CHECK(with_claim("nbf", now() + 120) == "not_yet");
  CHECK(with_claim("nbf", static_cast<double>(now()) + 0.5) == "fine");
}

TEST_CASE_FIXTURE(Login, "a name that stands twice in a token refuses it, also when it is written in another way") {
  CHECK(whole() == "fine");
  auto const doubled = [&](std::string const& more) {
    return mangled([&](std::string const& token) {
      auto claims = *crypto::strict_base64url(part(token, 1));
      claims.insert(1, more);
      auto const header = *crypto::strict_base64url(part(token, 0));
      auto const text = crypto::base64url(header) + "." + crypto::base64url(claims);
      return text + "." + crypto::base64url(crypto::OwnKey::read(rsa_pem)->sign(crypto::SignedBy::rs256, text));
    });
  };
  CHECK(doubled(R"("other":"x",)") == "fine");
  CHECK(doubled(R"("other":{"sub":"x"},)") == "fine");
  CHECK(doubled(R"("sub":"x",)") == "name_twice");
  CHECK(doubled(R"("\u0073ub":"x",)") == "name_twice");
  CHECK(doubled(R"("other":[{"a":1,"a":2}],)") == "name_twice");
  CHECK(doubled(R"("other":"\",\"sub\":\"",)") == "fine");
}

TEST_CASE_FIXTURE(Login, "what is no token, or a huge one, is refused before anything is looked up") {
  CHECK(whole() == "fine");
  CHECK(mangled([](std::string const& token) { return token + "." + token; }) == "token_unreadable");
  CHECK(mangled([](std::string const&) { return std::string{"a.b"}; }) == "token_unreadable");
  CHECK(mangled([](std::string const& token) { return token + "="; }) == "token_unreadable");
  CHECK(mangled([](std::string const& token) { return " " + token; }) == "token_unreadable");
  CHECK(mangled([](std::string const&) { return with_parts("[]", "{}", "eA"); }) == "token_unreadable");
  CHECK(mangled([](std::string const&) { return with_parts(std::string(2000, '['), "{}", "eA"); }) ==
        "token_unreadable");
  CHECK(with_claim("picture", json::string(20'000, 'x')) == "token_too_long");
  CHECK(with_claim("picture", json::string(10'000, 'x')) == "fine");
  // The last letter of base64url has bits that mean nothing: only one way to write them counts.
  CHECK(mangled([](std::string token) {
          token.back() = token.back() == 'A' ? 'B' : static_cast<char>(token.back() + 1);
          return token;
        }) != "fine");
}

TEST_CASE_FIXTURE(Login, "a token without the name of its key is taken where there is no choice") {
  auto const nameless = [](json::object& header, json::object&) { header.erase("kid"); };
  CHECK(with(nameless) == "fine");  // one RSA key
  provider.keys.insert(
      provider.keys.find('[') + 1,
      provider.keys.substr(provider.keys.find('[') + 1, provider.keys.find('}') - provider.keys.find('[')) + ",");
  party.reset();
  CHECK(with(nameless) == "key_unfit");
}

TEST_CASE_FIXTURE(Login, "keys that are too weak, for something else or no keys at all are left out") {
  auto const key = [](std::string_view more) {
    return key_set_in(
        fmt::format(R"({{"keys":[{{"kty":"RSA","kid":"r","n":"{}","e":"AQAB"{}}}]}})", rsa_modulus, more));
  };
  CHECK(key("")->size() == 1);
  CHECK(key(R"(,"use":"enc")")->empty());
  CHECK(key(R"(,"key_ops":["encrypt"])")->empty());
  CHECK(key(R"(,"use":"sig","key_ops":["verify"])")->size() == 1);
  CHECK(key_set_in(R"({"keys":[{"kty":"RSA","kid":"r","n":"AQAB","e":"AQAB"}]})")->empty());
  CHECK(key_set_in(fmt::format(R"({{"keys":[{{"kty":"RSA","n":"{}","e":"AQ"}}]}})", rsa_modulus))->empty());
  CHECK(key_set_in(fmt::format(R"({{"keys":[{{"kty":"EC","crv":"P-256","x":"{}","y":"{}"}}]}})", ec_x, ec_x))->empty());
  CHECK(key_set_in(R"({"keys":[5,null,"x"]})")->empty());
  CHECK_FALSE(key_set_in("{}"));
  CHECK_FALSE(key_set_in("no"));
}

TEST_CASE("base64url has one way for each text") {
  CHECK(crypto::base64url("\xfb\xff") == "-_8");
  CHECK(crypto::strict_base64url("-_8") == "\xfb\xff");
  for (auto const* wrong : {"+/8", "-_8=", "-_9", "a", "-_8\n"}) CHECK_FALSE(crypto::strict_base64url(wrong));
}

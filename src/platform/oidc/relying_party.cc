#include "platform/oidc/relying_party.h"

#include <algorithm>

#include "platform/calls/signature.h"
#include "platform/crypto/base64.h"
#include "platform/crypto/sha256.h"
#include "platform/http/message.h"
#include "platform/oidc/id_token.h"
#include "platform/oidc/object.h"

namespace kreislauf::oidc {

namespace {

namespace json = boost::json;

constexpr std::size_t most_of_answer = 131'072, longest_parameter = 2048;
constexpr std::chrono::seconds patience{8}, whole{10};
constexpr std::chrono::minutes metadata_fresh{60}, between_key_lists{1}, keys_fresh{60};
/// A provider that was silent just now is not asked again: everybody who waits for it holds a worker.
constexpr std::chrono::seconds left_alone{30};

/// RFC 7636 § 4.2.
std::string challenge_of(std::string_view verifier) {
  return crypto::base64url(crypto::bytes_of(crypto::sha256({verifier})));
}

std::string joined(std::vector<std::string> const& words) {
  std::string text;
  for (auto const& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

/// `a=1&b=2`
std::string form_of(calls::Fields const& fields) {
  std::string text;
  for (auto const& [name, value] : fields) text += (text.empty() ? "" : "&") + name + "=" + calls::encoded(value);
  return text;
}

/// At most one of each.
bool take_once(std::string_view query, std::string_view name, std::string& into) {
  auto const all = http::fields(query, name);
  if (all.size() > 1 or (not all.empty() and all.front().size() > longest_parameter)) return false;
  if (not all.empty()) into = all.front();
  return true;
}

}  // namespace

Outcome<Answer> answer_in(std::string_view query) {
  Answer answer;
  if (not take_once(query, "code", answer.code) or not take_once(query, "state", answer.state) or
      not take_once(query, "iss", answer.issuer) or not take_once(query, "error", answer.error) or
      answer.state.empty() or answer.code.empty() == answer.error.empty())
    return refuse(Reason::answer_unreadable);
  return answer;
}

RelyingParty::RelyingParty(Registration registration, calls::Caller& caller, Clock const& clock, crypto::Random& random)
    : registration_{std::move(registration)}, caller_{caller}, clock_{clock}, random_{random} {}

Outcome<std::string> RelyingParty::fetch(std::string const& url, std::string const& bearer) {
  calls::Call call{.url = url,
                   .fields = {{"Accept", "application/json"}},
                   .most = most_of_answer,
                   .silence = patience,
                   .whole = whole};
  if (not bearer.empty()) call.fields.emplace_back("Authorization", "Bearer " + bearer);
  auto answer = caller_.call(call);
  if (answer.status != 200) return refuse(Reason::unreachable);
  return std::move(answer.body);
}

Outcome<Metadata> RelyingParty::metadata() {
  if (not is_secure_address(registration_.issuer, registration_.loopback)) return refuse(Reason::address_insecure);
  {
    std::lock_guard const lock{mutex_};
    if (metadata_ and clock_.now() - metadata_at_ < metadata_fresh) return *metadata_;
    if (silent_until_ and clock_.now() < *silent_until_) return refuse(Reason::unreachable);
    // One asks; whoever comes meanwhile goes on with what was known, or is told at once.
    if (asking_ and not metadata_) return refuse(Reason::unreachable);
    if (asking_) return *metadata_;
    asking_ = true;
  }
  auto const text = fetch(discovery_of(registration_.issuer));
  std::lock_guard const lock{mutex_};
  asking_ = false;
  if (not text) {
    silent_until_ = clock_.now() + left_alone;
    return refuse(text.error());
  }
  auto found = metadata_in(*text, registration_.issuer, registration_.loopback);
  if (not found) return refuse(found.error());
  if (metadata_ and metadata_->keys != found->keys) {
    keys_.clear();
    keys_asked_at_.reset();
  }
  metadata_ = *std::move(found);
  metadata_at_ = clock_.now();
  return *metadata_;
}

Outcome<Departure> RelyingParty::begin(Wish const& wish) {
  auto const known = metadata();
  if (not known) return refuse(known.error());
  // 256 bits each; the verifier has 64 of the signs of RFC 7636 § 4.1.
  Departure departure{.pending = {random_.hex(32), random_.hex(32), random_.hex(32)}, .address = known->authorization};
  calls::Fields fields{{"response_type", "code"},
                       {"client_id", registration_.client},
                       {"redirect_uri", wish.back},
                       {"scope", joined(registration_.scopes)},
                       {"state", departure.pending.state},
                       {"nonce", departure.pending.nonce},
                       {"code_challenge", challenge_of(departure.pending.verifier)},
                       {"code_challenge_method", "S256"}};
  if (not wish.levels.empty()) fields.emplace_back("acr_values", joined(wish.levels));
  if (not wish.language.empty()) fields.emplace_back("ui_locales", wish.language);
  departure.address += (departure.address.find('?') == std::string::npos ? "?" : "&") + form_of(fields);
  return departure;
}

Outcome<crypto::VerifyingKey> RelyingParty::key_of(Metadata const& metadata, std::string_view kid,
                                                   crypto::SignedBy algorithm) {
  std::lock_guard const lock{mutex_};
  auto const now = clock_.now();
  auto const asked_before = [&](std::chrono::minutes span) { return keys_asked_at_ and now - *keys_asked_at_ < span; };
  auto found = key_for(keys_, kid, algorithm);
  // A key that was taken out of use is forgotten within the hour. An unknown one asks for the list, but whoever sends
  // invented names makes nobody ask more than once a minute.
  bool const stale = not asked_before(keys_fresh);
  if ((stale or not found) and not asked_before(between_key_lists)) {
    keys_asked_at_ = now;
    auto const text = fetch(metadata.keys);
    if (not text) return refuse(text.error());
    auto keys = key_set_in(*text);
    if (not keys) return refuse(keys.error());
    keys_ = *std::move(keys);
    found = key_for(keys_, kid, algorithm);
  }
  if (not found) return refuse(found.error());
  return (*found)->key;
}

std::string RelyingParty::own_assertion(Metadata const& metadata) {
  auto const now = std::chrono::duration_cast<std::chrono::seconds>(clock_.now().time_since_epoch()).count();
  auto const algorithm = registration_.key->usual();
  json::object header{{"alg", name_of(algorithm)}, {"typ", "JWT"}};
  if (not registration_.kid.empty()) header["kid"] = registration_.kid;
  // OpenID Connect Core 9; the audience is the issuer, so that no other endpoint can use it.
  json::object const claims{{"iss", registration_.client},
                            {"sub", registration_.client},
                            {"aud", metadata.issuer},
                            {"jti", random_.hex(16)},
                            {"iat", now},
                            {"exp", now + 60}};
  auto const text = crypto::base64url(json::serialize(header)) + "." + crypto::base64url(json::serialize(claims));
  return text + "." + crypto::base64url(registration_.key->sign(algorithm, text));
}

Outcome<RelyingParty::Exchanged> RelyingParty::exchange(Metadata const& metadata, std::string const& code,
                                                        std::string const& verifier, std::string const& back) {
  calls::Fields fields{
      {"grant_type", "authorization_code"}, {"code", code}, {"redirect_uri", back}, {"code_verifier", verifier}};
  calls::Call call{.method = "POST",
                   .url = metadata.token,
                   .fields = {{"Accept", "application/json"}, {"Content-Type", "application/x-www-form-urlencoded"}},
                   .most = most_of_answer,
                   .silence = patience,
                   .whole = whole};
  if (registration_.key) {
    fields.emplace_back("client_id", registration_.client);
    fields.emplace_back("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
    fields.emplace_back("client_assertion", own_assertion(metadata));
  } else {  // RFC 6749 § 2.3.1: both encoded before they are joined
    call.fields.emplace_back("Authorization", "Basic " + crypto::base64(calls::encoded(registration_.client) + ":" +
                                                                        calls::encoded(registration_.secret)));
  }
  auto const body = form_of(fields);
  call.body = body;
  auto const answer = caller_.call(call);
  if (answer.status == 0 or answer.status >= 500 or answer.status == 429) return refuse(Reason::unreachable);
  if (answer.status != 200) return refuse(Reason::code_refused);
  auto const object = object_in(answer.body, Reason::exchange_unreadable);
  if (not object) return refuse(object.error());
  Exchanged got{text_at(*object, "id_token"), text_at(*object, "access_token")};
  if (got.id_token.empty()) return refuse(Reason::exchange_unreadable);
  return got;
}

Outcome<json::object> RelyingParty::proven_claims(Metadata const& metadata, Exchanged const& exchanged,
                                                  std::string const& nonce) {
  auto const token = token_in(exchanged.id_token);
  if (not token) return refuse(token.error());
  auto const claimed = claimed_by(*token, metadata.algorithms);
  if (not claimed) return refuse(claimed.error());
  auto const key = key_of(metadata, claimed->kid, claimed->algorithm);
  if (not key) return refuse(key.error());
  if (not key->verifies(claimed->algorithm, token->text, token->signature)) return refuse(Reason::signature_wrong);
  return checked_claims(*token, {.issuer = metadata.issuer,
                                 .client = registration_.client,
                                 .nonce = nonce,
                                 .now = clock_.now(),
                                 .access_token = exchanged.access_token});
}

Outcome<bool> RelyingParty::add_userinfo(Metadata const& metadata, std::string const& access_token,
                                         json::object& claims) {
  auto const text = fetch(metadata.userinfo, access_token);
  if (not text) return refuse(text.error());
  auto const more = object_in(*text, Reason::userinfo_unreadable);
  if (not more) return refuse(more.error());
  // 5.3.2: exactly the same, or it may be somebody else's (token substitution).
  if (text_at(*more, "sub") != text_at(claims, "sub")) return refuse(Reason::userinfo_of_another);
  for (auto const& [name, value] : *more) {
    if (not claims.contains(name)) claims[name] = value;
  }
  return true;
}

Outcome<Proven> RelyingParty::finish(Pending const& pending, Answer const& answer, std::string const& back,
                                     std::vector<std::string> const& needed) {
  auto const known = metadata();
  if (not known) return refuse(known.error());
  // RFC 9207 § 2.4, before the code is shown to anybody: a code of another provider must not reach this one, nor its
  // opposite.
  if (not answer.issuer.empty() and answer.issuer != known->issuer) return refuse(Reason::answer_of_another);
  if (answer.issuer.empty() and known->names_itself) return refuse(Reason::answer_of_nobody);
  if (not answer.error.empty()) return refuse(Reason::declined);
  if (answer.code.empty() or not crypto::equal(answer.state, pending.state)) return refuse(Reason::answer_unreadable);
  auto const exchanged = exchange(*known, answer.code, pending.verifier, back);
  if (not exchanged) return refuse(exchanged.error());
  auto claims = proven_claims(*known, *exchanged, pending.nonce);
  if (not claims) return refuse(claims.error());
  bool const all_there =
      std::all_of(needed.begin(), needed.end(), [&](auto const& name) { return claims->contains(name); });
  if (not all_there and not known->userinfo.empty() and not exchanged->access_token.empty()) {
    if (auto const more = add_userinfo(*known, exchanged->access_token, *claims); not more) return refuse(more.error());
  }
  return Proven{known->issuer, text_at(*claims, "sub"), *std::move(claims)};
}

}  // namespace kreislauf::oidc

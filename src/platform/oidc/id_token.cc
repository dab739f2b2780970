#include "platform/oidc/id_token.h"

#include <algorithm>

#include "platform/crypto/base64.h"
#include "platform/crypto/crypto.h"
#include "platform/crypto/sha256.h"
#include "platform/oidc/object.h"

namespace kreislauf::oidc {

namespace {

namespace json = boost::json;

constexpr std::size_t longest_token = 16'384, longest_subject = 255;

/// RFC 7519 § 5.1, RFC 8725 § 3.11: a logout token or an access token is signed by the same key and is none of ours.
bool is_other_kind(json::object const& header) {
  if (not header.contains("typ")) return false;
  auto kind = text_at(header, "typ");
  std::transform(kind.begin(), kind.end(), kind.begin(),
                 [](char c) { return c >= 'a' and c <= 'z' ? static_cast<char>(c - 32) : c; });
  return kind != "JWT";
}

std::int64_t seconds_of(Instant moment) {
  return std::chrono::duration_cast<std::chrono::seconds>(moment.time_since_epoch()).count();
}

/// Point 3, and 4 and 5 on azp. Another audience besides us is nobody whom we trust.
Outcome<bool> is_for_us(json::object const& claims, std::string const& client) {
  auto const audience = texts_at(claims, "aud");
  if (not audience or audience->size() != 1 or audience->front() != client) return refuse(Reason::audience_wrong);
  if (claims.contains("azp") and text_at(claims, "azp") != client) return refuse(Reason::party_wrong);
  return true;
}

/// Points 9 and 10.
Outcome<bool> is_of_now(json::object const& claims, Instant now) {
  auto const at = seconds_of(now);
  auto const ends = seconds_at(claims, "exp"), issued = seconds_at(claims, "iat");
  if (not ends or at >= *ends + skew.count()) return refuse(Reason::expired);
  if (not issued or *issued > at + skew.count()) return refuse(Reason::not_yet);
  if (*issued < at - oldest.count() - skew.count()) return refuse(Reason::too_old);
  if (claims.contains("nbf")) {
    auto const begins = seconds_at(claims, "nbf");
    if (not begins or *begins > at + skew.count()) return refuse(Reason::not_yet);
  }
  return true;
}

/// 3.1.3.8: the left half of its SHA-256 (all three algorithms have that hash).
bool fits_access_token(json::object const& claims, std::string const& token) {
  if (token.empty() or not claims.contains("at_hash")) return true;
  auto const hash = crypto::sha256({token});
  return crypto::equal(text_at(claims, "at_hash"),
                       crypto::base64url(crypto::bytes_of(hash).substr(0, hash.size() / 2)));
}

}  // namespace

Outcome<Token> token_in(std::string_view compact) {
  if (compact.size() > longest_token) return refuse(Reason::token_too_long);
  auto const first = compact.find('.');
  auto const second = first == std::string_view::npos ? first : compact.find('.', first + 1);
  if (second == std::string_view::npos or compact.find('.', second + 1) != std::string_view::npos)
    return refuse(Reason::token_unreadable);
  auto const header = crypto::strict_base64url(compact.substr(0, first));
  auto const claims = crypto::strict_base64url(compact.substr(first + 1, second - first - 1));
  auto const signature = crypto::strict_base64url(compact.substr(second + 1));
  if (not header or not claims or not signature) return refuse(Reason::token_unreadable);
  auto header_object = object_in(*header, Reason::token_unreadable);
  if (not header_object) return refuse(header_object.error());
  auto claims_object = object_in(*claims, Reason::token_unreadable);
  if (not claims_object) return refuse(claims_object.error());
  return Token{*std::move(header_object), *std::move(claims_object), std::string{compact.substr(0, second)},
               *signature};
}

Outcome<Claimed> claimed_by(Token const& token, std::vector<crypto::SignedBy> const& allowed) {
  if (token.header.contains("crit")) return refuse(Reason::extension_unknown);
  if (is_other_kind(token.header)) return refuse(Reason::another_kind);
  auto const name = text_at(token.header, "alg");
  std::string small{name};
  for (auto& c : small) c = c >= 'A' and c <= 'Z' ? static_cast<char>(c + 32) : c;
  if (small == "none") return refuse(Reason::not_signed);
  if (small.starts_with("hs")) return refuse(Reason::shared_secret);
  auto const algorithm = crypto::signed_by(name);
  if (not algorithm or std::find(allowed.begin(), allowed.end(), *algorithm) == allowed.end())
    return refuse(Reason::algorithm_unknown);
  return Claimed{*algorithm, text_at(token.header, "kid")};
}

Outcome<json::object> checked_claims(Token const& token, Expected const& expected) {
  auto const& claims = token.claims;
  // Point 2: exactly the issuer of discovery.
  if (text_at(claims, "iss") != expected.issuer) return refuse(Reason::issuer_wrong);
  if (auto const subject = text_at(claims, "sub"); subject.empty() or subject.size() > longest_subject)
    return refuse(Reason::subject_missing);
  if (auto const us = is_for_us(claims, expected.client); not us) return refuse(us.error());
  if (auto const now = is_of_now(claims, expected.now); not now) return refuse(now.error());
  // Point 11.
  if (expected.nonce.empty() or not crypto::equal(text_at(claims, "nonce"), expected.nonce))
    return refuse(Reason::nonce_wrong);
  if (not fits_access_token(claims, expected.access_token)) return refuse(Reason::access_token_wrong);
  return claims;
}

}  // namespace kreislauf::oidc

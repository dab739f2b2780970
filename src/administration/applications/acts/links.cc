#include "administration/applications/acts/links.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/typed/typed.h"
#include "platform/crypto/tokens.h"

namespace kreislauf::applications {

namespace {

constexpr std::string_view link = "applications/link", code = "applications/code", answers = "applications/answers",
                           signing = "applications/signature", signing_code = "applications/signature_code";
/// Without those that are taken for one another.
constexpr std::string_view letters = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";
constexpr std::size_t code_length = 8, token_length = 32;

/// What the token follows from: `17`, after two logins `17/2`.
template <class Linked>
std::string linked(Linked const& a) {
  return a.link == 0 ? std::to_string(a.id) : fmt::format("{}/{}", a.id, a.link);
}

/// In what is sealed: `signature:17`.
std::string about(Signature const& s) { return fmt::format("signature:{}", s.id); }

std::string code_in(std::string_view mac) {
  std::string out;
  for (std::size_t i = 0; i < code_length; ++i) {
    unsigned value = 0;
    auto const piece = mac.substr(8 * i, 8);
    std::from_chars(piece.data(), piece.data() + piece.size(), value, 16);
    out += letters[value % letters.size()];
  }
  return out;
}

}  // namespace

std::string token_of(crypto::Keys const& keys, std::int64_t id) {
  return crypto::token_of(keys, link, std::to_string(id), token_length);
}

std::string token_of(crypto::Keys const& keys, Application const& a) {
  return crypto::token_of(keys, link, linked(a), token_length, a.token_hash);
}

std::string new_token_of(crypto::Keys const& keys, Application const& a) {
  return crypto::token_of(keys, link, linked(a), token_length);
}

bool token_is_of(crypto::Keys const& keys, int number, Application const& a) {
  return crypto::token_is_of(keys, number, link, linked(a), token_length, a.token_hash);
}

std::string token_hash_of(std::string_view token) { return crypto::sha256_hex(token); }

std::string code_of(crypto::Keys const& keys, std::int64_t id) { return code_in(keys.mac(code, std::to_string(id))); }

namespace {

bool fits(std::vector<std::string> const& macs, std::string_view typed) {
  std::string given;
  for (char c : typed::plain(typed)) {
    if (c >= 'a' and c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if (letters.find(c) != std::string_view::npos) given += c;
  }
  return std::any_of(macs.begin(), macs.end(), [&](auto const& mac) { return crypto::equal(code_in(mac), given); });
}

}  // namespace

bool code_fits(crypto::Keys const& keys, std::int64_t id, std::string_view typed) {
  return fits(keys.macs(code, std::to_string(id)), typed);
}

std::string token_of(crypto::Keys const& keys, Signature const& s) {
  return crypto::token_of(keys, signing, linked(s), token_length, s.token_hash);
}

std::string new_token_of(crypto::Keys const& keys, Signature const& s) {
  return crypto::token_of(keys, signing, linked(s), token_length);
}

bool token_is_of(crypto::Keys const& keys, int number, Signature const& s) {
  return crypto::token_is_of(keys, number, signing, linked(s), token_length, s.token_hash);
}

std::string code_of(crypto::Keys const& keys, Signature const& s) {
  return fmt::format("{}-{}", s.id, code_in(keys.mac(signing_code, std::to_string(s.id))));
}

std::int64_t signature_in(std::string_view written) {
  auto const plain = typed::plain(written);
  std::int64_t id = 0;
  std::from_chars(plain.data(), plain.data() + plain.size(), id);
  return id;
}

bool code_fits(crypto::Keys const& keys, Signature const& s, std::string_view written) {
  auto const dash = written.find('-');
  if (dash == std::string_view::npos) return false;
  return fits(keys.macs(signing_code, std::to_string(s.id)), written.substr(dash + 1));
}

std::string sealed(crypto::Keys const& keys, Application const& application, std::string_view text,
                   crypto::Random& random) {
  return keys.seal(answers, subject_of(application), text, random);
}

std::string opened(crypto::Keys const& keys, Application const& application, std::string_view sealed_text) {
  if (sealed_text.empty()) return {};
  return keys.open(answers, subject_of(application), sealed_text).value_or(std::string{});
}

std::string sealed(crypto::Keys const& keys, Signature const& s, Signer const& signer, crypto::Random& random) {
  return keys.seal(answers, about(s), text_of(signer), random);
}

Signer signer_of(crypto::Keys const& keys, Signature const& s) {
  return s.sealed.empty() ? Signer{} : signer_in(keys.open(answers, about(s), s.sealed).value_or(std::string{}));
}

}  // namespace kreislauf::applications

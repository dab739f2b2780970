#include "platform/oidc/key_set.h"

#include "platform/crypto/base64.h"
#include "platform/oidc/object.h"

namespace kreislauf::oidc {

namespace {

namespace json = boost::json;

constexpr std::size_t most_keys = 64;

std::optional<crypto::VerifyingKey> key_of(json::object const& one) {
  auto const bytes = [&](std::string_view name) { return crypto::strict_base64url(text_at(one, name)).value_or(""); };
  auto const kind = text_at(one, "kty");
  if (kind == "RSA") return crypto::VerifyingKey::rsa(bytes("n"), bytes("e"));
  if (kind == "EC" and text_at(one, "crv") == "P-256") return crypto::VerifyingKey::p256(bytes("x"), bytes("y"));
  return std::nullopt;
}

bool is_to_verify(json::object const& one) {
  if (auto const use = text_at(one, "use"); not use.empty() and use != "sig") return false;
  if (not one.contains("key_ops")) return true;
  auto const uses = texts_at(one, "key_ops");
  return uses and std::find(uses->begin(), uses->end(), "verify") != uses->end();
}

}  // namespace

Outcome<KeySet> key_set_in(std::string_view text) {
  auto const object = object_in(text, Reason::metadata_unreadable);
  if (not object) return refuse(object.error());
  auto const* const value = object->if_contains("keys");
  auto const* const listed = value == nullptr ? nullptr : value->if_array();
  if (listed == nullptr or listed->size() > most_keys) return refuse(Reason::metadata_unreadable);
  KeySet keys;
  for (auto const& entry : *listed) {
    auto const* const one = entry.if_object();
    if (one == nullptr or not is_to_verify(*one)) continue;
    if (auto key = key_of(*one)) keys.push_back({text_at(*one, "kid"), text_at(*one, "alg"), *std::move(key)});
  }
  return keys;
}

Outcome<ListedKey const*> key_for(KeySet const& keys, std::string_view kid, crypto::SignedBy algorithm) {
  ListedKey const* found = nullptr;
  bool named = false;
  for (auto const& one : keys) {
    if (not kid.empty() and one.kid != kid) continue;
    named = true;
    if (not one.key.fits(algorithm) or (not one.algorithm.empty() and one.algorithm != name_of(algorithm))) continue;
    if (found != nullptr) return refuse(Reason::key_unfit);  // two keys of one name: nobody guesses
    found = &one;
  }
  if (found != nullptr) return found;
  return refuse(named and not kid.empty() ? Reason::key_unfit : Reason::key_unknown);
}

}  // namespace kreislauf::oidc

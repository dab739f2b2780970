#include "platform/crypto/jose.h"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <array>
#include <boost/json.hpp>

#include "platform/crypto/base64.h"
#include "platform/crypto/gcm.h"

namespace kreislauf::crypto::jose {

namespace {

namespace json = boost::json;

constexpr std::string_view wrap_algorithm = "RSA-OAEP-256", sign_algorithm = "PS512", content_algorithm = "A256GCM";
constexpr std::size_t longest_kid = 256, largest_token = 200'000, key_bytes = 32, iv_bytes = 12;

std::string_view algorithm_of(Use use) { return use == Use::wrap ? wrap_algorithm : sign_algorithm; }
std::string_view operation_of(Use use) { return use == Use::wrap ? "wrapKey" : "verify"; }

std::optional<json::object> object_in(std::string_view text) {
  boost::system::error_code error;
  auto value = json::parse(text, error);
  if (error or not value.is_object()) return std::nullopt;
  return std::move(value.as_object());
}

std::string text_in(json::object const& object, std::string_view name) {
  auto const* value = object.if_contains(name);
  return value != nullptr and value->is_string() ? std::string{value->as_string()} : std::string{};
}

Result<Jwk> jwk_in(json::object const& object, Use use, int least_bits) {
  auto const kid = text_in(object, "kid");
  if (kid.empty() or kid.size() > longest_kid) return failure("the key has no name (kid)");
  if (object.contains("d")) return failure("the key is a private one: somebody has published it, it is worth nothing");
  if (text_in(object, "kty") != "RSA" or text_in(object, "alg") != algorithm_of(use))
    return failure(fmt::format("the key is none for {}", algorithm_of(use)));
  auto const* operations = object.if_contains("key_ops");
  bool const alone = operations != nullptr and operations->is_array() and operations->as_array().size() == 1 and
                     operations->as_array()[0].is_string() and
                     operations->as_array()[0].as_string() == operation_of(use);
  if (not alone) return failure(fmt::format("the key is not for {} alone (key_ops)", operation_of(use)));
  auto const n = strict_base64url(text_in(object, "n")), e = strict_base64url(text_in(object, "e"));
  auto const key = n and e ? RsaKey::from(*n, *e) : std::nullopt;
  if (not key) return failure("the key cannot be read");
  if (key->bits() < least_bits)
    return failure(fmt::format("the key has {} bits, it must have {} at least", key->bits(), least_bits));
  return Jwk{kid, *key};
}

std::array<std::string_view, 5> parts_of(std::string_view compact) {
  std::array<std::string_view, 5> parts{};
  for (auto& part : parts) {
    auto const dot = compact.find('.');
    part = compact.substr(0, dot);
    if (dot == std::string_view::npos) break;
    compact.remove_prefix(dot + 1);
  }
  return parts;
}

std::size_t dots_in(std::string_view text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '.'));
}

}  // namespace

std::string base64url(std::string_view bytes) {
  auto text = base64(bytes);
  while (text.ends_with('=')) text.pop_back();
  std::replace(text.begin(), text.end(), '+', '-');
  std::replace(text.begin(), text.end(), '/', '_');
  return text;
}

std::optional<std::string> strict_base64url(std::string_view text) {
  if (text.find_first_of("+/=") != std::string_view::npos) return std::nullopt;
  std::string plain{text};
  std::replace(plain.begin(), plain.end(), '-', '+');
  std::replace(plain.begin(), plain.end(), '_', '/');
  plain.append((4 - plain.size() % 4) % 4, '=');
  return strict_base64(plain);
}

Result<Jwk> read_jwk(std::string_view text, Use use, int least_bits) {
  auto const object = object_in(text);
  if (not object) return failure("the key is no JSON");
  return jwk_in(*object, use, least_bits);
}

Result<Jwk> read_jwk_of_set(std::string_view text, std::string_view kid, Use use, int least_bits) {
  auto const set = object_in(text);
  auto const* keys = set ? set->if_contains("keys") : nullptr;
  if (keys == nullptr or not keys->is_array()) return failure("this is no set of keys");
  for (auto const& one : keys->as_array()) {
    if (one.is_object() and text_in(one.as_object(), "kid") == kid) return jwk_in(one.as_object(), use, least_bits);
  }
  return failure("the set has no key of this name");
}

std::string written_jwk(Jwk const& jwk, Use use) {
  return json::serialize(json::object{{"kty", "RSA"},
                                      {"alg", algorithm_of(use)},
                                      {"key_ops", json::array{operation_of(use)}},
                                      {"kid", jwk.kid},
                                      {"n", base64url(jwk.key.modulus())},
                                      {"e", base64url(jwk.key.exponent())}});
}

std::string encrypted(Jwk const& to, std::string_view text, std::string_view type, Random& random) {
  std::string key(key_bytes, '\0'), iv(iv_bytes, '\0');
  random.fill(reinterpret_cast<unsigned char*>(key.data()), key.size());
  random.fill(reinterpret_cast<unsigned char*>(iv.data()), iv.size());
  auto const head = base64url(json::serialize(
      json::object{{"alg", wrap_algorithm}, {"enc", content_algorithm}, {"cty", type}, {"kid", to.kid}}));
  auto const sealed = gcm::seal(key, iv, head, text);
  auto out = fmt::format("{}.{}.{}.{}.{}", head, base64url(to.key.wrap(key)), base64url(iv), base64url(sealed.text),
                         base64url(sealed.tag));
  sodium_memzero(key.data(), key.size());
  return out;
}

std::optional<std::string> decrypted(RsaKey const& key, std::string_view compact) {
  if (dots_in(compact) != 4) return std::nullopt;
  auto const [head, wrapped, iv, text, tag] = parts_of(compact);
  auto const plain_head = strict_base64url(head);
  auto const object = plain_head ? object_in(*plain_head) : std::nullopt;
  if (not object or text_in(*object, "alg") != wrap_algorithm or text_in(*object, "enc") != content_algorithm or
      object->contains("zip") or object->contains("crit"))
    return std::nullopt;
  auto const wrapped_key = strict_base64url(wrapped), nonce = strict_base64url(iv), sealed = strict_base64url(text),
             mark = strict_base64url(tag);
  if (not wrapped_key or not nonce or not sealed or not mark or nonce->size() != iv_bytes) return std::nullopt;
  auto const content_key = key.unwrap(*wrapped_key);
  if (not content_key or content_key->size() != key_bytes) return std::nullopt;
  return gcm::open(*content_key, *nonce, head, {*sealed, *mark});
}

std::string_view tag_of(std::string_view compact) {
  auto const dot = compact.rfind('.');
  return dot == std::string_view::npos ? std::string_view{} : compact.substr(dot + 1);
}

std::optional<Token> read_token(std::string_view compact, std::string_view type) {
  if (compact.size() > largest_token or dots_in(compact) != 2) return std::nullopt;
  auto const parts = parts_of(compact);
  auto const head = strict_base64url(parts[0]), payload = strict_base64url(parts[1]),
             signature = strict_base64url(parts[2]);
  auto const object = head ? object_in(*head) : std::nullopt;
  if (not object or not payload or not signature) return std::nullopt;
  auto kid = text_in(*object, "kid");
  if (text_in(*object, "alg") != sign_algorithm or text_in(*object, "typ") != type or object->contains("crit") or
      kid.empty() or kid.size() > longest_kid)
    return std::nullopt;
  return Token{std::move(kid), *payload, compact.substr(0, compact.rfind('.')), *signature};
}

std::string signed_token(Jwk const& by, std::string_view payload, std::string_view type) {
  auto const head = base64url(json::serialize(json::object{{"alg", sign_algorithm}, {"typ", type}, {"kid", by.kid}}));
  auto const text = fmt::format("{}.{}", head, base64url(payload));
  return fmt::format("{}.{}", text, base64url(by.key.sign(text)));
}

std::string sha512_hex(std::string_view bytes) {
  std::array<unsigned char, crypto_hash_sha512_BYTES> digest{};
  crypto_hash_sha512(digest.data(), reinterpret_cast<unsigned char const*>(bytes.data()), bytes.size());
  std::string out;
  for (auto const byte : digest) out += fmt::format("{:02x}", byte);
  return out;
}

}  // namespace kreislauf::crypto::jose

#include "platform/crypto/p256.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/obj_mac.h>
#include <openssl/param_build.h>

#include <stdexcept>

#include "platform/crypto/public_keys.h"

namespace kreislauf::crypto {

namespace {

template <class T, void (*release)(T*)>
struct Freed {
  void operator()(T* one) const { release(one); }
};
template <class T, void (*release)(T*)>
using Held = std::unique_ptr<T, Freed<T, release>>;
using Context = Held<EVP_PKEY_CTX, EVP_PKEY_CTX_free>;

unsigned char const* bytes_in(std::string_view text) { return reinterpret_cast<unsigned char const*>(text.data()); }
EVP_PKEY* pair_in(std::shared_ptr<void> const& key) { return static_cast<EVP_PKEY*>(key.get()); }
std::shared_ptr<void> owned(EVP_PKEY* key) {
  return {key, [](void* one) { EVP_PKEY_free(static_cast<EVP_PKEY*>(one)); }};
}

/// The point that belongs to a private number; empty where the number is none of the curve.
std::string point_of(BIGNUM const* number) {
  Held<EC_GROUP, EC_GROUP_free> const group{EC_GROUP_new_by_curve_name(NID_X9_62_prime256v1)};
  if (group == nullptr or BN_is_zero(number) == 1 or BN_cmp(number, EC_GROUP_get0_order(group.get())) >= 0) return {};
  Held<EC_POINT, EC_POINT_free> const point{EC_POINT_new(group.get())};
  std::string out(P256Key::point_bytes, '\0');
  bool const fine = point != nullptr and
                    EC_POINT_mul(group.get(), point.get(), number, nullptr, nullptr, nullptr) == 1 and
                    EC_POINT_point2oct(group.get(), point.get(), POINT_CONVERSION_UNCOMPRESSED,
                                       reinterpret_cast<unsigned char*>(out.data()), out.size(), nullptr) == out.size();
  return fine ? out : std::string{};
}

/// `number` may be nullptr: then only the public half.
std::shared_ptr<void> made_of(std::string_view point, BIGNUM const* number) {
  Held<OSSL_PARAM_BLD, OSSL_PARAM_BLD_free> const built{OSSL_PARAM_BLD_new()};
  if (built == nullptr or
      OSSL_PARAM_BLD_push_utf8_string(built.get(), OSSL_PKEY_PARAM_GROUP_NAME, "prime256v1", 0) != 1 or
      OSSL_PARAM_BLD_push_octet_string(built.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size()) != 1 or
      (number != nullptr and OSSL_PARAM_BLD_push_BN(built.get(), OSSL_PKEY_PARAM_PRIV_KEY, number) != 1))
    return nullptr;
  Held<OSSL_PARAM, OSSL_PARAM_free> const values{OSSL_PARAM_BLD_to_param(built.get())};
  Context const making{EVP_PKEY_CTX_new_from_name(nullptr, "EC", nullptr)};
  EVP_PKEY* key = nullptr;
  if (values == nullptr or making == nullptr or EVP_PKEY_fromdata_init(making.get()) != 1 or
      EVP_PKEY_fromdata(making.get(), &key, number == nullptr ? EVP_PKEY_PUBLIC_KEY : EVP_PKEY_KEYPAIR, values.get()) !=
          1)
    return nullptr;
  auto whole = owned(key);
  Context const check{EVP_PKEY_CTX_new_from_pkey(nullptr, key, nullptr)};
  return check != nullptr and EVP_PKEY_public_check(check.get()) == 1 ? whole : nullptr;
}

std::shared_ptr<void> public_half(std::string_view point) {
  if (point.size() != P256Key::point_bytes or not point.starts_with('\x04')) return nullptr;
  return made_of(point, nullptr);
}

}  // namespace

P256Key P256Key::make(Random& random) {
  // One draw in 2^32 is no number of the curve.
  for (int tries = 0; tries < 4; ++tries) {
    std::string secret(secret_bytes, '\0');
    random.fill(reinterpret_cast<unsigned char*>(secret.data()), secret.size());
    if (auto made = from(secret)) return *std::move(made);
  }
  throw std::runtime_error{"no key was made of the randomness"};
}

std::optional<P256Key> P256Key::from(std::string_view secret) {
  if (secret.size() != secret_bytes) return std::nullopt;
  Held<BIGNUM, BN_clear_free> const number{BN_bin2bn(bytes_in(secret), static_cast<int>(secret.size()), nullptr)};
  auto point = number == nullptr ? std::string{} : point_of(number.get());
  auto key = point.empty() ? nullptr : made_of(point, number.get());
  if (key == nullptr) return std::nullopt;
  return P256Key{std::move(key), std::string{secret}, std::move(point)};
}

std::optional<std::string> P256Key::agree(std::string_view point) const {
  auto const other = public_half(point);
  Context const context{EVP_PKEY_CTX_new_from_pkey(nullptr, pair_in(key_), nullptr)};
  std::string out(secret_bytes, '\0');
  std::size_t length = out.size();
  if (other == nullptr or context == nullptr or EVP_PKEY_derive_init(context.get()) != 1 or
      EVP_PKEY_derive_set_peer(context.get(), pair_in(other)) != 1 or
      EVP_PKEY_derive(context.get(), reinterpret_cast<unsigned char*>(out.data()), &length) != 1 or
      length != out.size())
    return std::nullopt;
  return out;
}

std::string P256Key::sign(std::string_view text) const {
  Held<EVP_MD_CTX, EVP_MD_CTX_free> const digest{EVP_MD_CTX_new()};
  std::size_t length = 0;
  if (digest == nullptr or EVP_DigestSignInit(digest.get(), nullptr, EVP_sha256(), nullptr, pair_in(key_)) != 1 or
      EVP_DigestSign(digest.get(), nullptr, &length, bytes_in(text), text.size()) != 1)
    throw std::runtime_error{"OpenSSL signed nothing"};
  std::string der(length, '\0');
  if (EVP_DigestSign(digest.get(), reinterpret_cast<unsigned char*>(der.data()), &length, bytes_in(text),
                     text.size()) != 1)
    throw std::runtime_error{"OpenSSL signed nothing"};
  der.resize(length);
  return es256_from_der(der).value();
}

bool is_p256_point(std::string_view point) { return public_half(point) != nullptr; }

}  // namespace kreislauf::crypto

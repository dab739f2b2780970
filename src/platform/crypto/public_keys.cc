#include "platform/crypto/public_keys.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

#include <array>

namespace kreislauf::crypto {

namespace {

constexpr std::size_t coordinate = 32, least_rsa = 2048 / 8, most_rsa = 8192 / 8, most_exponent = 8;
constexpr std::array<std::string_view, 3> names{"RS256", "PS256", "ES256"};

template <class T, void (*release)(T*)>
struct Releases {
  void operator()(T* one) const { release(one); }
};
template <class T, void (*release)(T*)>
using Owned = std::unique_ptr<T, Releases<T, release>>;
using Number = Owned<BIGNUM, BN_free>;
using Digest = Owned<EVP_MD_CTX, EVP_MD_CTX_free>;

unsigned char const* begin_of(std::string_view text) { return reinterpret_cast<unsigned char const*>(text.data()); }
EVP_PKEY* key_in(std::shared_ptr<void> const& key) { return static_cast<EVP_PKEY*>(key.get()); }
std::shared_ptr<void> kept(EVP_PKEY* key) {
  return {key, [](void* one) { EVP_PKEY_free(static_cast<EVP_PKEY*>(one)); }};
}
Number number_of(std::string_view bytes) {
  return Number{BN_bin2bn(begin_of(bytes), static_cast<int>(bytes.size()), nullptr)};
}

/// A key from its numbers; nullptr when they make none.
EVP_PKEY* made_of(char const* kind, OSSL_PARAM_BLD* built) {
  Owned<OSSL_PARAM, OSSL_PARAM_free> const values{OSSL_PARAM_BLD_to_param(built)};
  Owned<EVP_PKEY_CTX, EVP_PKEY_CTX_free> const context{EVP_PKEY_CTX_new_from_name(nullptr, kind, nullptr)};
  EVP_PKEY* key = nullptr;
  if (values == nullptr or context == nullptr or EVP_PKEY_fromdata_init(context.get()) != 1 or
      EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, values.get()) != 1)
    return nullptr;
  Owned<EVP_PKEY_CTX, EVP_PKEY_CTX_free> const check{EVP_PKEY_CTX_new_from_pkey(nullptr, key, nullptr)};
  if (check != nullptr and EVP_PKEY_public_check(check.get()) == 1) return key;
  EVP_PKEY_free(key);
  return nullptr;
}

/// PSS as RFC 7518 § 3.5 asks: salt as long as the hash, MGF1 with the same hash.
bool set_padding(EVP_PKEY_CTX* context, SignedBy algorithm) {
  if (algorithm == SignedBy::es256) return true;
  if (algorithm == SignedBy::rs256) return EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PADDING) == 1;
  return EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PSS_PADDING) == 1 and
         EVP_PKEY_CTX_set_rsa_pss_saltlen(context, RSA_PSS_SALTLEN_DIGEST) == 1 and
         EVP_PKEY_CTX_set_rsa_mgf1_md(context, EVP_sha256()) == 1;
}

/// The two numbers of 32 bytes (RFC 7518 § 3.4) as OpenSSL reads them; empty for another length.
std::string der_of(std::string_view signature) {
  if (signature.size() != 2 * coordinate) return {};
  Owned<ECDSA_SIG, ECDSA_SIG_free> const both{ECDSA_SIG_new()};
  auto r = number_of(signature.substr(0, coordinate)), s = number_of(signature.substr(coordinate));
  if (both == nullptr or r == nullptr or s == nullptr or ECDSA_SIG_set0(both.get(), r.get(), s.get()) != 1) return {};
  static_cast<void>(r.release());
  static_cast<void>(s.release());
  unsigned char* bytes = nullptr;
  auto const length = i2d_ECDSA_SIG(both.get(), &bytes);
  if (length <= 0) return {};
  std::string der{reinterpret_cast<char const*>(bytes), static_cast<std::size_t>(length)};
  OPENSSL_free(bytes);
  return der;
}

std::string numbers_of(std::string_view der) {
  auto const* at = begin_of(der);
  Owned<ECDSA_SIG, ECDSA_SIG_free> const both{d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(der.size()))};
  std::string out(2 * coordinate, '\0');
  auto* const to = reinterpret_cast<unsigned char*>(out.data());
  if (both == nullptr or BN_bn2binpad(ECDSA_SIG_get0_r(both.get()), to, coordinate) < 0 or
      BN_bn2binpad(ECDSA_SIG_get0_s(both.get()), to + coordinate, coordinate) < 0)
    return {};
  return out;
}

bool is_p256(EVP_PKEY* key) {
  std::array<char, 64> group{};
  std::size_t length = 0;
  return EVP_PKEY_is_a(key, "EC") == 1 and EVP_PKEY_get_group_name(key, group.data(), group.size(), &length) == 1 and
         std::string_view{group.data(), length} == "prime256v1";
}

}  // namespace

std::string_view name_of(SignedBy algorithm) { return names[static_cast<std::size_t>(algorithm)]; }

std::optional<SignedBy> signed_by(std::string_view name) {
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i] == name) return static_cast<SignedBy>(i);
  }
  return std::nullopt;
}

std::optional<std::string> es256_from_der(std::string_view der) {
  constexpr std::size_t longest = 72;  // two numbers of 33 bytes with their heads
  if (der.empty() or der.size() > longest) return std::nullopt;
  auto numbers = numbers_of(der);
  if (der_of(numbers) != der) return std::nullopt;
  return numbers;
}

std::optional<VerifyingKey> VerifyingKey::rsa(std::string_view modulus, std::string_view exponent) {
  if (modulus.size() < least_rsa or modulus.size() > most_rsa or exponent.empty() or exponent.size() > most_exponent)
    return std::nullopt;
  auto const n = number_of(modulus), e = number_of(exponent);
  Owned<OSSL_PARAM_BLD, OSSL_PARAM_BLD_free> const built{OSSL_PARAM_BLD_new()};
  if (n == nullptr or e == nullptr or built == nullptr or BN_num_bits(n.get()) < static_cast<int>(8 * least_rsa) or
      BN_is_odd(e.get()) == 0 or BN_is_one(e.get()) == 1 or
      OSSL_PARAM_BLD_push_BN(built.get(), OSSL_PKEY_PARAM_RSA_N, n.get()) != 1 or
      OSSL_PARAM_BLD_push_BN(built.get(), OSSL_PKEY_PARAM_RSA_E, e.get()) != 1)
    return std::nullopt;
  auto* const key = made_of("RSA", built.get());
  if (key == nullptr) return std::nullopt;
  return VerifyingKey{kept(key), true};
}

std::optional<VerifyingKey> VerifyingKey::p256(std::string_view x, std::string_view y) {
  if (x.size() != coordinate or y.size() != coordinate) return std::nullopt;
  auto const point = "\x04" + std::string{x} + std::string{y};  // SEC 1, 2.3.3: not compressed
  Owned<OSSL_PARAM_BLD, OSSL_PARAM_BLD_free> const built{OSSL_PARAM_BLD_new()};
  if (built == nullptr or
      OSSL_PARAM_BLD_push_utf8_string(built.get(), OSSL_PKEY_PARAM_GROUP_NAME, "prime256v1", 0) != 1 or
      OSSL_PARAM_BLD_push_octet_string(built.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size()) != 1)
    return std::nullopt;
  auto* const key = made_of("EC", built.get());
  if (key == nullptr) return std::nullopt;
  return VerifyingKey{kept(key), false};
}

bool VerifyingKey::fits(SignedBy algorithm) const { return is_rsa_ == (algorithm != SignedBy::es256); }

bool VerifyingKey::verifies(SignedBy algorithm, std::string_view text, std::string_view signature) const {
  if (not fits(algorithm)) return false;
  auto const der = is_rsa_ ? std::string{signature} : der_of(signature);
  Digest const digest{EVP_MD_CTX_new()};
  EVP_PKEY_CTX* context = nullptr;
  return not der.empty() and digest != nullptr and
         EVP_DigestVerifyInit(digest.get(), &context, EVP_sha256(), nullptr, key_in(key_)) == 1 and
         set_padding(context, algorithm) and
         EVP_DigestVerify(digest.get(), begin_of(der), der.size(), begin_of(text), text.size()) == 1;
}

std::optional<OwnKey> OwnKey::read(std::string_view pem) {
  Owned<BIO, BIO_free_all> const in{BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size()))};
  // A password is never asked for at a terminal.
  auto const no_password = [](char*, int, int, void*) { return -1; };
  auto* const key = in == nullptr ? nullptr : PEM_read_bio_PrivateKey(in.get(), nullptr, no_password, nullptr);
  if (key == nullptr) return std::nullopt;
  auto owned = kept(key);
  bool const is_rsa = EVP_PKEY_is_a(key, "RSA") == 1;
  if (not is_p256(key) and (not is_rsa or EVP_PKEY_get_size(key) < static_cast<int>(least_rsa))) return std::nullopt;
  return OwnKey{std::move(owned), is_rsa};
}

SignedBy OwnKey::usual() const { return is_rsa_ ? SignedBy::ps256 : SignedBy::es256; }

std::string OwnKey::sign(SignedBy algorithm, std::string_view text) const {
  if (is_rsa_ != (algorithm != SignedBy::es256)) return {};
  Digest const digest{EVP_MD_CTX_new()};
  EVP_PKEY_CTX* context = nullptr;
  std::size_t length = 0;
  if (digest == nullptr or EVP_DigestSignInit(digest.get(), &context, EVP_sha256(), nullptr, key_in(key_)) != 1 or
      not set_padding(context, algorithm) or
      EVP_DigestSign(digest.get(), nullptr, &length, begin_of(text), text.size()) != 1)
    return {};
  std::string out(length, '\0');
  if (EVP_DigestSign(digest.get(), reinterpret_cast<unsigned char*>(out.data()), &length, begin_of(text),
                     text.size()) != 1)
    return {};
  out.resize(length);
  return is_rsa_ ? out : numbers_of(out);
}

}  // namespace kreislauf::crypto

#include "platform/crypto/rsa.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/rsa.h>

#include <stdexcept>

namespace kreislauf::crypto {

namespace {

template <class T, void (*release)(T*)>
struct Release {
  void operator()(T* held) const { release(held); }
};
template <class T, void (*release)(T*)>
using Owned = std::unique_ptr<T, Release<T, release>>;

using Context = Owned<EVP_PKEY_CTX, EVP_PKEY_CTX_free>;
using Digest = Owned<EVP_MD_CTX, EVP_MD_CTX_free>;
using Number = Owned<BIGNUM, BN_free>;
using Builder = Owned<OSSL_PARAM_BLD, OSSL_PARAM_BLD_free>;
using Parameters = Owned<OSSL_PARAM, OSSL_PARAM_free>;

unsigned char const* begin_of(std::string_view text) { return reinterpret_cast<unsigned char const*>(text.data()); }
unsigned char* begin_of(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

void needed(bool fine, char const* what) {
  if (not fine) throw std::runtime_error{what};
}

bool set_oaep(EVP_PKEY_CTX* context) {
  return EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_OAEP_PADDING) > 0 and
         EVP_PKEY_CTX_set_rsa_oaep_md(context, EVP_sha256()) > 0 and
         EVP_PKEY_CTX_set_rsa_mgf1_md(context, EVP_sha256()) > 0;
}

bool set_pss(EVP_PKEY_CTX* context) {
  return EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PSS_PADDING) > 0 and
         EVP_PKEY_CTX_set_rsa_pss_saltlen(context, RSA_PSS_SALTLEN_DIGEST) > 0 and
         EVP_PKEY_CTX_set_rsa_mgf1_md(context, EVP_sha512()) > 0;
}

std::string number_of(EVP_PKEY const* key, char const* name) {
  BIGNUM* found = nullptr;
  needed(EVP_PKEY_get_bn_param(key, name, &found) > 0, "a key without its numbers");
  Number const number{found};
  std::string bytes(static_cast<std::size_t>(BN_num_bytes(number.get())), '\0');
  BN_bn2bin(number.get(), begin_of(bytes));
  return bytes;
}

}  // namespace

struct RsaKey::Held {
  Owned<EVP_PKEY, EVP_PKEY_free> key;
};

std::optional<RsaKey> RsaKey::from(std::string_view modulus, std::string_view exponent) {
  Number const n{BN_bin2bn(begin_of(modulus), static_cast<int>(modulus.size()), nullptr)};
  Number const e{BN_bin2bn(begin_of(exponent), static_cast<int>(exponent.size()), nullptr)};
  Builder const builder{OSSL_PARAM_BLD_new()};
  // An exponent of 1 encrypts nothing, an even one has no inverse.
  if (not n or not e or not builder or BN_is_odd(n.get()) == 0 or BN_is_odd(e.get()) == 0 or BN_is_one(e.get()) == 1)
    return std::nullopt;
  OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, n.get());
  OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, e.get());
  Parameters const parameters{OSSL_PARAM_BLD_to_param(builder.get())};
  Context const context{EVP_PKEY_CTX_new_from_name(nullptr, "RSA", nullptr)};
  EVP_PKEY* made = nullptr;
  if (not parameters or not context or EVP_PKEY_fromdata_init(context.get()) <= 0 or
      EVP_PKEY_fromdata(context.get(), &made, EVP_PKEY_PUBLIC_KEY, parameters.get()) <= 0)
    return std::nullopt;
  auto held = std::make_shared<Held>();
  held->key.reset(made);
  return RsaKey{std::move(held)};
}

RsaKey RsaKey::make(unsigned bits) {
  auto held = std::make_shared<Held>();
  held->key.reset(EVP_RSA_gen(bits));
  needed(held->key != nullptr, "OpenSSL made no key");
  return RsaKey{std::move(held)};
}

int RsaKey::bits() const { return EVP_PKEY_get_bits(held_->key.get()); }
std::string RsaKey::modulus() const { return number_of(held_->key.get(), OSSL_PKEY_PARAM_RSA_N); }
std::string RsaKey::exponent() const { return number_of(held_->key.get(), OSSL_PKEY_PARAM_RSA_E); }

std::string RsaKey::wrap(std::string_view secret) const {
  Context const context{EVP_PKEY_CTX_new(held_->key.get(), nullptr)};
  std::size_t size = static_cast<std::size_t>(EVP_PKEY_get_size(held_->key.get()));
  std::string out(size, '\0');
  needed(context and EVP_PKEY_encrypt_init(context.get()) > 0 and set_oaep(context.get()) and
             EVP_PKEY_encrypt(context.get(), begin_of(out), &size, begin_of(secret), secret.size()) > 0,
         "OpenSSL wrapped no key");
  out.resize(size);
  return out;
}

std::optional<std::string> RsaKey::unwrap(std::string_view wrapped) const {
  Context const context{EVP_PKEY_CTX_new(held_->key.get(), nullptr)};
  std::size_t size = static_cast<std::size_t>(EVP_PKEY_get_size(held_->key.get()));
  std::string out(size, '\0');
  if (not context or EVP_PKEY_decrypt_init(context.get()) <= 0 or not set_oaep(context.get()) or
      EVP_PKEY_decrypt(context.get(), begin_of(out), &size, begin_of(wrapped), wrapped.size()) <= 0)
    return std::nullopt;
  out.resize(size);
  return out;
}

std::string RsaKey::sign(std::string_view text) const {
  Digest const digest{EVP_MD_CTX_new()};
  EVP_PKEY_CTX* context = nullptr;
  std::size_t size = static_cast<std::size_t>(EVP_PKEY_get_size(held_->key.get()));
  std::string out(size, '\0');
  needed(EVP_DigestSignInit(digest.get(), &context, EVP_sha512(), nullptr, held_->key.get()) > 0 and
             set_pss(context) and EVP_DigestSign(digest.get(), begin_of(out), &size, begin_of(text), text.size()) > 0,
         "OpenSSL signed nothing");
  out.resize(size);
  return out;
}

bool RsaKey::verifies(std::string_view text, std::string_view signature) const {
  Digest const digest{EVP_MD_CTX_new()};
  EVP_PKEY_CTX* context = nullptr;
  return EVP_DigestVerifyInit(digest.get(), &context, EVP_sha512(), nullptr, held_->key.get()) > 0 and
         set_pss(context) and
         EVP_DigestVerify(digest.get(), begin_of(signature), signature.size(), begin_of(text), text.size()) > 0;
}

}  // namespace kreislauf::crypto

#include "platform/crypto/hashing.h"

#include <openssl/evp.h>

#include <cstdlib>

namespace kreislauf::crypto {

struct Hashing::Context {
  EVP_MD_CTX* of = EVP_MD_CTX_new();

  Context() {
    // Without hashes nothing is proven: better no process than one that says so nevertheless.
    if (of == nullptr or EVP_DigestInit_ex(of, EVP_sha256(), nullptr) != 1) std::abort();
  }
  ~Context() { EVP_MD_CTX_free(of); }
  Context(Context const&) = delete;
  Context& operator=(Context const&) = delete;
};

Hashing::Hashing() : context_{std::make_unique<Context>()} {}
Hashing::~Hashing() = default;
Hashing::Hashing(Hashing&&) noexcept = default;
Hashing& Hashing::operator=(Hashing&&) noexcept = default;

void Hashing::add(std::string_view piece) {
  if (EVP_DigestUpdate(context_->of, piece.data(), piece.size()) != 1) std::abort();
}

Hash Hashing::finish() {
  Hash hash{};
  if (EVP_DigestFinal_ex(context_->of, hash.data(), nullptr) != 1) std::abort();
  return hash;
}

std::string hex_of(Hash const& hash) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  text.reserve(2 * hash.size());
  for (unsigned const byte : hash) {
    text += digits[byte >> 4];
    text += digits[byte & 15];
  }
  return text;
}

std::optional<Hash> hash_of(std::string_view hex) {
  constexpr std::string_view digits = "0123456789abcdef";
  Hash hash{};
  if (hex.size() != 2 * hash.size()) return std::nullopt;
  for (std::size_t i = 0; i < hash.size(); ++i) {
    auto const high = digits.find(hex[2 * i]), low = digits.find(hex[2 * i + 1]);
    if (high == std::string_view::npos or low == std::string_view::npos) return std::nullopt;
    hash[i] = static_cast<unsigned char>(high << 4 | low);
  }
  return hash;
}

}  // namespace kreislauf::crypto

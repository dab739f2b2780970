#include "platform/crypto/crypto.h"

#include <openssl/crypto.h>
#include <openssl/rand.h>
#include <sodium.h>

#include <array>
#include <cstdlib>
#include <cstring>

namespace kreislauf::crypto {

namespace {

std::string to_hex(unsigned char const* bytes, std::size_t count) {
  static constexpr char digits[] = "0123456789abcdef";
  std::string out(2 * count, '0');
  for (std::size_t i = 0; i < count; ++i) {
    out[2 * i] = digits[bytes[i] >> 4];
    out[2 * i + 1] = digits[bytes[i] & 15];
  }
  return out;
}

}  // namespace

std::string sha256_hex(std::string_view bytes) {
  // libsodium's functions look up no provider: short texts, as most are here, cost a tenth of what OpenSSL 3 takes for
  // them.
  std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
  crypto_hash_sha256(digest.data(), reinterpret_cast<unsigned char const*>(bytes.data()), bytes.size());
  return to_hex(digest.data(), digest.size());
}

std::string hmac_hex(std::string_view key, std::string_view bytes) {
  std::array<unsigned char, crypto_auth_hmacsha256_BYTES> digest{};
  crypto_auth_hmacsha256_state state;
  crypto_auth_hmacsha256_init(&state, reinterpret_cast<unsigned char const*>(key.data()), key.size());
  crypto_auth_hmacsha256_update(&state, reinterpret_cast<unsigned char const*>(bytes.data()), bytes.size());
  crypto_auth_hmacsha256_final(&state, digest.data());
  return to_hex(digest.data(), digest.size());
}

bool equal(std::string_view a, std::string_view b) {
  return a.size() == b.size() and CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

std::string Random::hex(std::size_t bytes) {
  std::string raw(bytes, '\0');
  fill(reinterpret_cast<unsigned char*>(raw.data()), bytes);
  return to_hex(reinterpret_cast<unsigned char const*>(raw.data()), bytes);
}

void SystemRandom::fill(unsigned char* bytes, std::size_t count) {
  constexpr std::size_t short_piece = 64;
  // Without randomness no secret is secret: better no process than a guessable one.
  auto const draw = [](unsigned char* into, std::size_t size) {
    if (RAND_bytes(into, static_cast<int>(size)) != 1) std::abort();
  };
  if (count > short_piece) return draw(bytes, count);
  std::lock_guard const lock{mutex_};
  if (left_ < count) {
    draw(drawn_.data(), drawn_.size());
    left_ = drawn_.size();
  }
  auto* const from = drawn_.data() + drawn_.size() - left_;
  std::memcpy(bytes, from, count);
  OPENSSL_cleanse(from, count);
  left_ -= count;
}

void SeededRandom::fill(unsigned char* bytes, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    state_ += 0x9E3779B97F4A7C15u;  // splitmix64
    auto z = state_;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    bytes[i] = static_cast<unsigned char>(z ^ (z >> 31));
  }
}

}  // namespace kreislauf::crypto

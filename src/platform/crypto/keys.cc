#include "platform/crypto/keys.h"

#include <fmt/format.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/params.h>
#include <sodium.h>

#include <array>
#include <cstdlib>

#include "base/errors.h"
#include "base/text.h"

namespace kreislauf::crypto {

namespace {

constexpr std::size_t key_length = 32;
constexpr std::size_t nonce_length = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_length = crypto_aead_xchacha20poly1305_ietf_ABYTES;

unsigned char const* bytes_of(std::string_view text) { return reinterpret_cast<unsigned char const*>(text.data()); }
unsigned char* bytes_of(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

std::string to_hex(std::string_view bytes) {
  std::string out(2 * bytes.size() + 1, '\0');
  sodium_bin2hex(out.data(), out.size(), bytes_of(bytes), bytes.size());
  out.pop_back();
  return out;
}

/// A key: in a time that tells nothing of it.
std::optional<std::string> from_hex(std::string_view text) {
  std::string out(text.size() / 2, '\0');
  std::size_t length = 0;
  bool const fine = text.size() % 2 == 0 and
                    sodium_hex2bin(bytes_of(out), out.size(), text.data(), text.size(), nullptr, &length, nullptr) == 0;
  return fine and length == out.size() ? std::optional{std::move(out)} : std::nullopt;
}

/// The value of a hexadecimal digit, for every byte; no_digit for all others.
constexpr unsigned no_digit = 16;
constexpr auto digits = [] {
  std::array<unsigned char, 256> all{};
  all.fill(no_digit);
  for (unsigned char i = 0; i < 10; ++i) all['0' + i] = i;
  for (unsigned char i = 0; i < 6; ++i) all['a' + i] = all['A' + i] = static_cast<unsigned char>(10 + i);
  return all;
}();

/// What is sealed is no secret: it need not take the same time for all digits, as sodium_hex2bin does, which was a
/// sixth of a page with many sealed texts.
std::optional<std::string> sealed_from_hex(std::string_view text) {
  if (text.size() % 2 != 0) return std::nullopt;
  std::string out(text.size() / 2, '\0');
  unsigned wrong = 0;
  for (std::size_t i = 0; i < out.size(); ++i) {
    unsigned const high = digits[static_cast<unsigned char>(text[2 * i])];
    unsigned const low = digits[static_cast<unsigned char>(text[2 * i + 1])];
    wrong |= high | low;
    out[i] = static_cast<char>(static_cast<unsigned char>(high << 4U | low));
  }
  return (wrong & no_digit) == 0 ? std::optional{std::move(out)} : std::nullopt;
}

struct Sealed {
  int number = 0;
  std::string_view hex = {};
};
/// `k2.HEX`; number 0 when it is something else.
Sealed parts_of(std::string_view text) {
  auto const dot = text.find('.');
  if (not text.starts_with('k') or dot == std::string_view::npos or dot < 2 or dot > 7) return {};
  int number = 0;
  for (char const c : text.substr(1, dot - 1)) {
    if (c < '0' or c > '9') return {};
    number = 10 * number + (c - '0');
  }
  return {number, text.substr(dot + 1)};
}

}  // namespace

Result<MasterKeys> read_keys(std::string_view text) {
  MasterKeys keys;
  int at = 0;
  for (auto const whole : text::split(text, '\n')) {
    ++at;
    auto const line = text::trimmed(whole);
    if (line.empty() or line.starts_with('#')) continue;
    auto const space = line.find(' ');
    auto const number = parts_of(fmt::format("k{}.", line.substr(0, space))).number;
    auto const key = space == std::string_view::npos ? std::nullopt : from_hex(text::trimmed(line.substr(space)));
    if (number < 1 or not key or key->size() != key_length)
      return failure(fmt::format("line {} is no key: write a number, a space and 64 hexadecimal digits", at));
    if (not keys.emplace(number, *key).second)
      return failure(fmt::format("line {}: key {} is there twice", at, number));
  }
  if (keys.empty()) return failure("there is no key in it");
  return keys;
}

std::string written_keys(MasterKeys const& keys) {
  std::string text = "# Keys of Kreislauf. Whoever has them and a copy of the data can read what they protect.\n";
  for (auto const& [number, key] : keys) text += fmt::format("{} {}\n", number, to_hex(key));
  return text;
}

std::string fingerprint(std::string_view master_key) {
  return to_hex(hkdf(master_key, "", "fingerprint")).substr(0, 16);
}

std::string hkdf(std::string_view master_key, std::string_view salt, std::string_view info) {
  std::string out(key_length, '\0');
  std::string digest = "SHA256", key{master_key}, salted{salt}, purpose{info};
  auto* const kind = EVP_KDF_fetch(nullptr, "HKDF", nullptr);
  auto* const context = EVP_KDF_CTX_new(kind);
  std::array<OSSL_PARAM, 5> const params{
      OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, digest.data(), digest.size()),
      OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_KEY, key.data(), key.size()),
      OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_SALT, salted.data(), salted.size()),
      OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_INFO, purpose.data(), purpose.size()),
      OSSL_PARAM_construct_end()};
  // Without keys no secret is secret: better no process than one with empty ones.
  if (EVP_KDF_derive(context, bytes_of(out), out.size(), params.data()) != 1) std::abort();
  EVP_KDF_CTX_free(context);
  EVP_KDF_free(kind);
  return out;
}

void Keyring::take(MasterKeys keys) {
  std::unique_lock const lock{mutex_};
  keys_ = std::move(keys);
  derived_.clear();
}

bool Keyring::empty() const {
  std::shared_lock const lock{mutex_};
  return keys_.empty();
}

int Keyring::newest() const {
  std::shared_lock const lock{mutex_};
  if (keys_.empty()) throw StoreDenied{"This needs the key file, and none is named."};
  return keys_.rbegin()->first;
}

std::vector<int> Keyring::numbers() const {
  std::shared_lock const lock{mutex_};
  std::vector<int> all;
  for (auto key = keys_.rbegin(); key != keys_.rend(); ++key) all.push_back(key->first);
  return all;
}

std::string Keyring::derived(int number, std::string_view owner, std::string_view purpose) const {
  auto const name = fmt::format("{} {} {}", number, owner, purpose);
  {
    std::shared_lock const lock{mutex_};
    if (auto const known = derived_.find(name); known != derived_.end()) return known->second;
  }
  std::unique_lock const lock{mutex_};
  auto const master = keys_.find(number);
  if (master == keys_.end()) return {};
  return derived_.emplace(name, hkdf(master->second, owner, purpose)).first->second;
}

Keyring const& Keys::ring() const {
  if (ring_ == nullptr) throw StoreDenied{"This needs the key file, and none is named."};
  return *ring_;
}

std::string Keys::mac(std::string_view purpose, std::string_view text) const {
  return hmac_hex(ring().derived(newest(), owner_, purpose), text);
}

std::vector<std::string> Keys::macs(std::string_view purpose, std::string_view text) const {
  std::vector<std::string> all;
  for (auto const number : ring().numbers()) all.push_back(mac_with(number, purpose, text));
  return all;
}

std::string Keys::mac_with(int number, std::string_view purpose, std::string_view text) const {
  auto const key = ring().derived(number, owner_, purpose);
  return key.empty() ? std::string{} : hmac_hex(key, text);
}

std::string Keys::seal(std::string_view purpose, std::string_view about, std::string_view text, Random& random) const {
  auto const number = newest();
  auto const key = ring().derived(number, owner_, purpose);
  std::string out(nonce_length + text.size() + tag_length, '\0');
  random.fill(bytes_of(out), nonce_length);
  crypto_aead_xchacha20poly1305_ietf_encrypt(bytes_of(out) + nonce_length, nullptr, bytes_of(text), text.size(),
                                             bytes_of(about), about.size(), nullptr, bytes_of(out), bytes_of(key));
  return fmt::format("k{}.{}", number, to_hex(out));
}

std::optional<std::string> Keys::open(std::string_view purpose, std::string_view about, std::string_view sealed) const {
  auto const parts = parts_of(sealed);
  auto const key = ring().derived(parts.number, owner_, purpose);
  auto const bytes = sealed_from_hex(parts.hex);
  if (key.empty() or not bytes or bytes->size() < nonce_length + tag_length) return std::nullopt;
  std::string out(bytes->size() - nonce_length - tag_length, '\0');
  auto const* const from = bytes_of(std::string_view{*bytes});
  bool const fine = crypto_aead_xchacha20poly1305_ietf_decrypt(bytes_of(out), nullptr, nullptr, from + nonce_length,
                                                               bytes->size() - nonce_length, bytes_of(about),
                                                               about.size(), from, bytes_of(key)) == 0;
  return fine ? std::optional{std::move(out)} : std::nullopt;
}

int sealed_by(std::string_view text) { return parts_of(text).number; }

}  // namespace kreislauf::crypto

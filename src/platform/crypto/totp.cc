#include "platform/crypto/totp.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>

#include "platform/crypto/crypto.h"

namespace kreislauf::crypto {

namespace {

constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

}  // namespace

std::string base32(std::string_view bytes) {
  std::string out;
  unsigned bits = 0, held = 0;
  for (char const c : bytes) {
    bits = (bits << 8 | static_cast<unsigned char>(c)) & 0xFFFF;
    held += 8;
    while (held >= 5) {
      held -= 5;
      out += alphabet[bits >> held & 31];
    }
  }
  if (held > 0) out += alphabet[bits << (5 - held) & 31];
  return out;
}

std::optional<std::string> base32_decoded(std::string_view text) {
  std::string out;
  unsigned bits = 0, held = 0;
  for (char c : text) {
    if (c == ' ' or c == '=') continue;
    if (c >= 'a' and c <= 'z') c = static_cast<char>(c - 32);
    auto const at = alphabet.find(c);
    if (at == std::string_view::npos) return std::nullopt;
    bits = (bits << 5 | static_cast<unsigned>(at)) & 0xFFFF;
    held += 5;
    if (held >= 8) {
      held -= 8;
      out += static_cast<char>(bits >> held & 255);
    }
  }
  return out;
}

std::int64_t totp_step(Instant moment) {
  return std::chrono::floor<std::chrono::seconds>(moment).time_since_epoch().count() / 30;
}

std::string totp_code(std::string_view secret, std::int64_t step, int digits) {
  std::array<unsigned char, 8> message{};
  for (std::size_t i = 0; i < 8; ++i)
    message[7 - i] = static_cast<unsigned char>(static_cast<std::uint64_t>(step) >> (8 * i));
  std::array<unsigned char, EVP_MAX_MD_SIZE> mac{};
  unsigned size = 0;
  HMAC(EVP_sha1(), secret.data(), static_cast<int>(secret.size()), message.data(), message.size(), mac.data(), &size);
  // RFC 4226, section 5.3: the last four bits say where the 31 bits of the number stand.
  auto const at = static_cast<std::size_t>(mac[19] & 15);
  auto number = (static_cast<std::uint32_t>(mac[at]) & 127) << 24 | static_cast<std::uint32_t>(mac[at + 1]) << 16 |
                static_cast<std::uint32_t>(mac[at + 2]) << 8 | mac[at + 3];
  std::string out(static_cast<std::size_t>(digits), '0');
  for (auto place = out.rbegin(); place != out.rend(); ++place, number /= 10)
    *place = static_cast<char>('0' + number % 10);
  return out;
}

std::optional<std::int64_t> totp_match(std::string_view secret, std::string_view code, Instant now,
                                       std::int64_t last_used) {
  auto const present = totp_step(now);
  std::optional<std::int64_t> found;
  for (auto const step : {present - 1, present, present + 1}) {
    if (equal(totp_code(secret, step), code) and step > last_used and not found) found = step;
  }
  return found;
}

}  // namespace kreislauf::crypto

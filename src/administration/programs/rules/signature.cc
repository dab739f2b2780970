#include "administration/programs/rules/signature.h"

#include <fmt/format.h>

#include "platform/crypto/base64.h"
#include "platform/crypto/crypto.h"

namespace kreislauf::programs {

namespace {

std::string bytes_of_hex(std::string_view hex) {
  auto const value = [](char c) { return c >= 'a' ? c - 'a' + 10 : c - '0'; };
  std::string bytes;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
    bytes += static_cast<char>(value(hex[i]) * 16 + value(hex[i + 1]));
  return bytes;
}

}  // namespace

Signed signed_message(std::string_view secret, std::int64_t message, std::int64_t seconds, std::string_view body) {
  constexpr std::string_view prefix = "whsec_";
  auto const key = crypto::strict_base64(secret.starts_with(prefix) ? secret.substr(prefix.size()) : secret);
  Signed out{.id = fmt::format("msg_{}", message), .timestamp = std::to_string(seconds), .signature = {}};
  auto const text = fmt::format("{}.{}.{}", out.id, out.timestamp, body);
  out.signature = "v1," + crypto::base64(bytes_of_hex(crypto::hmac_hex(key.value_or(""), text)));
  return out;
}

}  // namespace kreislauf::programs

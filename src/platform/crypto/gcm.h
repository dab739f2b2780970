#pragma once

#include <optional>
#include <string>
#include <string_view>

/// AES in Galois/Counter Mode (NIST SP 800-38D), where a standard asks for it; for our own texts there is Keys::seal.
/// `key` has 32 bytes (AES-256) or 16 (AES-128), `iv` 12, never used twice with one key.
namespace kreislauf::crypto::gcm {

struct Sealed {
  std::string text;
  std::string tag;  ///< 16 bytes
};
/// `beside` is not encrypted, but cannot be changed either.
Sealed seal(std::string_view key, std::string_view iv, std::string_view beside, std::string_view text);
/// Nothing when anything was changed.
std::optional<std::string> open(std::string_view key, std::string_view iv, std::string_view beside,
                                Sealed const& sealed);

}  // namespace kreislauf::crypto::gcm

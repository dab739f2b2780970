#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace kreislauf::crypto {

/// RFC 4648 § 4, with padding.
std::string base64(std::string_view bytes);
/// Only what `base64` writes: for each text one encoding, no other sign, no line ends. What is signed or hashed may be
/// written in one way only.
std::optional<std::string> strict_base64(std::string_view text);

/// RFC 4648 § 5, without padding, as tokens of the web are written (RFC 7515 § 2).
std::string base64url(std::string_view bytes);
/// Only what `base64url` writes.
std::optional<std::string> strict_base64url(std::string_view text);

}  // namespace kreislauf::crypto

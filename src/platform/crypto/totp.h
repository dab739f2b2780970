#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"

/// One-time codes of the second factor (TOTP, RFC 6238): HMAC-SHA-1, 30 seconds, six digits, as every authenticator app
/// reads them.
namespace kreislauf::crypto {

/// RFC 4648 without padding, as apps take it: `GEZDGNBVGY3TQOJQ`.
std::string base32(std::string_view bytes);
/// Takes small letters, spaces and padding; nothing for anything else.
std::optional<std::string> base32_decoded(std::string_view text);

/// Number of the 30 seconds a moment lies in.
std::int64_t totp_step(Instant moment);
/// The code of a step; `secret` are bytes, not base32.
std::string totp_code(std::string_view secret, std::int64_t step, int digits = 6);
/// The step whose code was typed: the present one or one beside it, and later than `last_used`, so that no code counts
/// twice.
std::optional<std::int64_t> totp_match(std::string_view secret, std::string_view code, Instant now,
                                       std::int64_t last_used);

}  // namespace kreislauf::crypto

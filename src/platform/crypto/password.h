#pragma once

#include <string>
#include <string_view>

#include "platform/crypto/crypto.h"

namespace kreislauf::crypto {

/// Argon2id (RFC 9106) with its own salt, as the text libsodium writes: `$argon2id$v=19$m=65536,t=2,p=1$...`.
/// 64 MiB and two passes are the library's limits for signing in: above the least that OWASP asks for (19 MiB), a tenth
/// of a second, and four workers of the server together stay below 256 MiB.
std::string hash_password(std::string_view password);
/// False also for a text that is no such hash.
bool password_fits(std::string const& hash, std::string_view password);
/// Was it made with less memory or time than hash_password takes now?
bool is_weak(std::string const& hash);
/// The hash of nobody's password, to spend the same time where there is no account.
std::string const& nobodys_password();

/// A password or key that people type once: `kd4m-9fgh-tz2c-rw7p`, 79 bits, without letters that look alike.
std::string one_time_password(Random& random);
/// `count` decimal digits, each equally likely.
std::string digits(Random& random, std::size_t count);

}  // namespace kreislauf::crypto

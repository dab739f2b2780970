#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "platform/crypto/keys.h"

// Secrets of links that follow from the keys of an authority. The database keeps only their SHA-256.
namespace kreislauf::crypto {

/// The one that was given out, under whichever key that was: `hash` is its SHA-256. With none (or when its key is
/// gone) the one of the newest key. `length` hexadecimal digits.
std::string token_of(Keys const& keys, std::string_view purpose, std::string_view text, std::size_t length,
                     std::string_view hash = {});

/// Whether the key of this number has made the token with this hash.
bool token_is_of(Keys const& keys, int number, std::string_view purpose, std::string_view text, std::size_t length,
                 std::string_view hash);

}  // namespace kreislauf::crypto

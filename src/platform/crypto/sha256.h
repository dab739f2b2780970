#pragma once

#include <array>
#include <initializer_list>
#include <string_view>

namespace kreislauf::crypto {

/// A SHA-256 (FIPS 180-4) as its 32 bytes.
using Hash = std::array<unsigned char, 32>;

/// Of all pieces, as if they were one text. For many hashes of short texts: uses the processor's own instructions.
Hash sha256(std::initializer_list<std::string_view> pieces);

inline std::string_view bytes_of(Hash const& hash) { return {reinterpret_cast<char const*>(hash.data()), hash.size()}; }

}  // namespace kreislauf::crypto

#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace kreislauf::geo {

/// zlib (RFC 1950), as small as it goes in reasonable time.
std::string deflated(std::string_view bytes);
/// Nothing where the bytes are no whole zlib stream of exactly this size.
std::optional<std::string> inflated(std::string_view bytes, std::size_t size);

}  // namespace kreislauf::geo

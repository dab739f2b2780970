#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// Unpacking with a limit. The only place of this module that knows libdeflate.
namespace kreislauf::blobs {

enum class Packed : std::uint8_t { deflate, zlib };

struct Unpacked {
  enum class State : std::uint8_t { fine, damaged, too_large } state = State::damaged;
  std::string bytes = {};
};
/// At most `most` bytes, whatever the input says about itself. What follows the packed bytes is not looked at.
Unpacked unpack(std::string_view packed, Packed how, std::size_t most);

}  // namespace kreislauf::blobs

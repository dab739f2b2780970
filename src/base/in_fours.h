#pragma once

#include <string>
#include <string_view>

namespace kreislauf {

/// A code or key as people read and type it: `1234 5678`.
[[nodiscard]] inline std::string in_fours(std::string_view code) {
  std::string out;
  for (std::size_t i = 0; i < code.size(); ++i) {
    if (i > 0 and i % 4 == 0) out += ' ';
    out += code[i];
  }
  return out;
}

}  // namespace kreislauf

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

/// Case mapping and regular expressions in XPath 3.1 notation, on ICU; the only file that includes it is unicode.cc.
/// A pattern that runs away is stopped after a fixed amount of work.
namespace kreislauf::feel::unicode {

[[nodiscard]] std::string upper(std::string_view text);
[[nodiscard]] std::string lower(std::string_view text);

/// A pattern with its flags (s, m, i, x, q). `work` counts what the matcher did, in portions of 10,000 steps.
struct Pattern {
  std::string_view text;
  std::string_view flags = {};
  unsigned* work = nullptr;
};

/// Each fails with the reason: the pattern or a flag is wrong, or the search was stopped.
[[nodiscard]] Result<bool> matches(std::string_view text, Pattern const& pattern);
[[nodiscard]] Result<std::string> replace(std::string_view text, Pattern const& pattern, std::string_view replacement);
[[nodiscard]] Result<std::vector<std::string>> split(std::string_view text, Pattern const& delimiter);

}  // namespace kreislauf::feel::unicode

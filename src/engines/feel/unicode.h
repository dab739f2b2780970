#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Case mapping and regular expressions in XPath 2.0 notation, on ICU; the only file that includes it is unicode.cc.
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

/// nullopt: the pattern or a flag is wrong, or the search was stopped.
[[nodiscard]] std::optional<bool> matches(std::string_view text, Pattern const& pattern);
[[nodiscard]] std::optional<std::string> replace(std::string_view text, Pattern const& pattern,
                                                 std::string_view replacement);
[[nodiscard]] std::optional<std::vector<std::string>> split(std::string_view text, Pattern const& delimiter);

}  // namespace kreislauf::feel::unicode

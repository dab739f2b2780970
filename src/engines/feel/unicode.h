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

/// nullopt: the pattern or a flag is wrong, or the search was stopped.
[[nodiscard]] std::optional<bool> matches(std::string_view text, std::string_view pattern, std::string_view flags);
[[nodiscard]] std::optional<std::string> replace(std::string_view text, std::string_view pattern, std::string_view replacement,
                                                 std::string_view flags);
[[nodiscard]] std::optional<std::vector<std::string>> split(std::string_view text, std::string_view delimiter);

}  // namespace kreislauf::feel::unicode

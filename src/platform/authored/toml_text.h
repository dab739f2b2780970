#pragma once

#include <string>
#include <string_view>

namespace kreislauf::authored {

/// A basic string of TOML in its quotes, on one line (TOML 1.0, "String").
std::string toml_text(std::string_view text);
/// The same as a string of several lines, between three quotes.
std::string toml_lines(std::string_view text);

}  // namespace kreislauf::authored

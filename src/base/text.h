#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

/// Small helpers for UTF-8 text. Malformed bytes count as U+FFFD, one each; nothing here throws.
namespace kreislauf::text {

/// The code point at `at`, which moves behind it.
[[nodiscard]] char32_t next_code_point(std::string_view text, std::size_t& at);

[[nodiscard]] std::size_t code_points(std::string_view text);

/// The byte where the code point number `index` begins; the length of the text when there are fewer.
[[nodiscard]] std::size_t byte_of(std::string_view text, std::size_t index);

void append(std::string& text, char32_t code_point);

/// Edits (insert, delete, replace one byte) from one word to the other, at most `limit` + 1.
[[nodiscard]] std::size_t distance(std::string_view from, std::string_view to, std::size_t limit);

/// The candidate a person most likely meant: at most a third of the letters wrong, upper and lower case aside.
[[nodiscard]] std::optional<std::string> did_you_mean(std::string_view word, std::span<std::string const> candidates);

}  // namespace kreislauf::text

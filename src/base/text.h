#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// Helpers for UTF-8 text. Malformed bytes count as U+FFFD, one each; nothing here throws.
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

/// True when the bytes are well-formed UTF-8 without overlong forms or surrogates.
[[nodiscard]] bool is_utf8(std::string_view bytes);

/// Unicode normal form C, in which DIN 91379 texts are stored. The input must be UTF-8.
[[nodiscard]] std::string nfc(std::string_view value);

/// Lower case without marks, with ae, oe, ue and ss for ä, ö, ü and ß: what two spellings of a name share.
[[nodiscard]] std::string folded(std::string_view value);

/// The folded text as part of an address: a-z, 0-9 and single hyphens. `Höxter (Kreis)` -> `hoexter-kreis`.
[[nodiscard]] std::string slug(std::string_view value);

[[nodiscard]] std::string_view trimmed(std::string_view value);
[[nodiscard]] std::vector<std::string_view> split(std::string_view value, char separator);

/// Each `from` becomes `to`, from the begin on; `from` is not empty.
[[nodiscard]] std::string replaced(std::string_view value, std::string_view from, std::string_view to);

/// At most `letters` code points of the text, cut at a word where possible, with an ellipsis when cut.
[[nodiscard]] std::string shortened(std::string_view value, std::size_t letters);

}  // namespace kreislauf::text

#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace kreislauf::text {

/// True when the bytes are well-formed UTF-8 without overlong forms or surrogates.
bool is_utf8(std::string_view bytes);

/// Unicode normal form C, in which DIN 91379 texts are stored. The input must be UTF-8.
std::string nfc(std::string_view value);

/// Lower case without marks, with ae, oe, ue and ss for ä, ö, ü and ß: what two spellings of a name share.
std::string folded(std::string_view value);

/// The folded text as part of an address: a-z, 0-9 and single hyphens. `Höxter (Kreis)` -> `hoexter-kreis`.
std::string slug(std::string_view value);

std::string_view trimmed(std::string_view value);
std::vector<std::string_view> split(std::string_view value, char separator);
bool starts_with_folded(std::string_view value, std::string_view folded_prefix);

/// Number of single-letter changes between two texts; stops counting above `limit` and returns limit + 1.
std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit = 3);

/// The candidate nearest to `word`, or empty when none is near: for "did you mean" in messages.
std::string nearest(std::string_view word, std::vector<std::string> const& candidates);

/// At most `letters` code points of the text, cut at a word where possible, with an ellipsis when cut.
std::string shortened(std::string_view value, std::size_t letters);

}  // namespace kreislauf::text

#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// The little of ISO 32000 that is needed to look for dangers and to count pages. Takes any bytes; never deeper than a
/// limit, never over the end.
namespace kreislauf::blobs::pdf {

bool is_space(char c);
bool is_delimiter(char c);

/// A name behind its slash, with `#4a` as the sign it stands for; `at` moves behind it.
std::string name_at(std::string_view text, std::size_t& at);
/// Behind the value that begins at `at` (after spaces and comments). False when it does not end.
bool skip_value(std::string_view text, std::size_t& at, int depth = 0);
void skip_spaces(std::string_view text, std::size_t& at);

/// Names and the text of their values of the dictionary that begins at `at`; nothing when there is none, or when it is
/// longer than any that is read (1 MiB). `behind` tells in each case how far was read.
using Entries = std::vector<std::pair<std::string, std::string_view>>;
std::optional<Entries> dictionary_at(std::string_view text, std::size_t at, std::size_t* behind = nullptr);
std::string_view value_of(Entries const& entries, std::string_view name);

/// The object numbers of `7 0 R`, one or several in brackets.
std::vector<std::uint32_t> references_in(std::string_view value);

}  // namespace kreislauf::blobs::pdf

#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

/// Numbers that stand in addresses.
namespace kreislauf::http {

/// A number of digits alone, as in `/neues/12`; nothing for `12abc`, a sign, or what does not fit.
std::optional<std::int64_t> number_in(std::string_view text);
/// Which page of a list is asked for (`?seite=3`): 1 where nothing or nonsense stands, at most 10,000.
std::size_t page_number(std::string_view query);

}  // namespace kreislauf::http

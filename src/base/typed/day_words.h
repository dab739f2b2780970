#pragma once

#include <optional>
#include <string_view>

/// The words in which people write days. All take a word as `key_of` writes it.
namespace kreislauf::typed {

/// 1 to 12, for a name of a month or its beginning of three letters or more, when only one month begins so.
std::optional<unsigned> month_of(std::string_view word);
/// Monday 1 to Sunday 7, for a name or a usual short form.
std::optional<unsigned> weekday_of(std::string_view word);
/// Days from today: heute 0, morgen 1, gestern -1.
std::optional<int> days_from_today(std::string_view word);
/// Words that say nothing: `den`, `of`, the `th` of 18th, `року`.
bool says_nothing(std::string_view word);

}  // namespace kreislauf::typed

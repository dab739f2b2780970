#pragma once

#include <optional>
#include <string_view>

namespace kreislauf::identity::rules {

/// How often a walk over keys changes its direction: 0 for `qwertz`, `7777` and `abcdef`. A walk goes from each sign to
/// itself or to one beside it, on a German or American keyboard, on its block of digits, or in the alphabet. Nothing
/// when `text` (folded) is no walk.
std::optional<int> turns_of_walk(std::string_view text);

}  // namespace kreislauf::identity::rules

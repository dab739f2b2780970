#pragma once

#include <string_view>

namespace kreislauf::catalog {

/// The question by which a town says whether a service is applied for on this portal: `ja`.
inline constexpr std::string_view online_question = "online";
/// The question whose yes lets a programme decide where the case type allows it.
inline constexpr std::string_view automatic_question = "automatisch";

/// Does an answer of a town say yes? `ja`, `Ja`, `ja, Frau Meier im Bürgerbüro`: the question also asks who takes it.
bool says_yes(std::string_view answer);

}  // namespace kreislauf::catalog

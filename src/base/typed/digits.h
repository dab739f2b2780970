#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/typed/typed.h"

/// Runs of digits with signs between groups of three, for the readers of numbers and amounts.
namespace kreislauf::typed {

inline constexpr char32_t arabic_decimal = 0x066B, arabic_group = 0x066C;

/// The digits of a number without a sign, in groups of three by one and the same sign or in one run; nothing when it is
/// not one.
std::optional<std::string> ungrouped(std::string_view text);

/// Whether something stands in it that is neither digit nor sign of a number.
bool has_letter(std::string_view text);

}  // namespace kreislauf::typed

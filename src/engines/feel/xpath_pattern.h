#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace kreislauf::feel::unicode {

/// What the flags m, s, i and x make of a pattern.
struct Reading {
  bool lines = false, dot_all = false, any_case = false, spaces_left_out = false;
};

/// A pattern of XPath 3.1 (F&O, 5.6.1, on XML Schema's notation) in the words of ICU, which gives other meanings to
/// some of the same signs and knows many that XPath does not. Fails with what is wrong.
[[nodiscard]] Result<std::string> from_xpath(std::string_view pattern, Reading const& reading);

/// Every letter stands for itself.
[[nodiscard]] std::string letters_only(std::string_view text);

}  // namespace kreislauf::feel::unicode

#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace kreislauf::feel::unicode {

/// A pattern of XPath 3.1 (F&O, 5.6.1, on XML Schema's notation) in the words of ICU, which gives other meanings to
/// some of the same signs and knows many that XPath does not. Fails with what is wrong.
[[nodiscard]] Result<std::string> from_xpath(std::string_view pattern, bool lines, bool spaces_left_out);

/// Every letter stands for itself.
[[nodiscard]] std::string letters_only(std::string_view text);

}  // namespace kreislauf::feel::unicode

#pragma once

#include <cstdint>
#include <string>

#include "base/money.h"
#include "platform/i18n/i18n.h"

/// The one way to write money and large numbers. English and Arabic have a point before cents and a comma between
/// thousands, German and Turkish the other way round, Ukrainian a comma and a blank that does not break.
namespace kreislauf::i18n {

std::string amount(Translator const& t, Money amount);  ///< `37`, `37,50`, `1234,50`: cents only when there are some
std::string money(Translator const& t, Money amount);   ///< `37 Euro`, `37,50 Euro`, `37.50 euros`
std::string grouped(Translator const& t, std::int64_t number);  ///< `1.234`, `1,234`, `1 234`

}  // namespace kreislauf::i18n

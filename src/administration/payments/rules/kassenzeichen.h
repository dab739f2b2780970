#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace kreislauf::payments {

/// A Kassenzeichen names one receivable on transfers and receipts: two digits of the year, eight of a serial number,
/// two check digits (ISO/IEC 7064, MOD 97-10): one wrong digit and two swapped neighbours are always noticed.
std::string kassenzeichen_of(std::chrono::year year, std::int64_t serial);
bool is_kassenzeichen(std::string_view digits);
/// As people read it: `2600 0000 1781`.
std::string grouped(std::string_view kassenzeichen);
/// What may be one in a text that somebody has typed or a bank has wrapped: twelve digits in a row, blanks and
/// separators between them do not count. Each once, in order.
std::vector<std::string> kassenzeichen_in(std::string_view text);

}  // namespace kreislauf::payments

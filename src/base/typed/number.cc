#include <limits>

#include "base/text.h"
#include "base/typed/digits.h"

namespace kreislauf::typed {

std::optional<std::string> ungrouped(std::string_view text) {
  std::string digits;
  std::string group;  // the sign between groups, once one was seen
  std::size_t run = 0;
  for (std::size_t at = 0; at < text.size();) {
    auto const start = at;
    auto const c = text::next_code_point(text, at);
    if (c >= '0' and c <= '9') {
      digits += static_cast<char>(c), ++run;
      continue;
    }
    auto const sign =
        c == 0x2019 or c == 0x2018 or c == 0x2032 ? std::string_view{"'"} : text.substr(start, at - start);
    bool const groups = sign == "." or sign == "," or sign == "'" or sign == " " or c == arabic_group;
    bool const fits = group.empty() ? run >= 1 and run <= 3 and digits[0] != '0' : group == sign and run == 3;
    if (not groups or not fits) return std::nullopt;
    group = sign, run = 0;
  }
  if (digits.empty() or (not group.empty() and run != 3)) return std::nullopt;
  return digits;
}

bool has_letter(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    auto const c = text::next_code_point(text, at);
    bool const sign = c == 0x2019 or c == 0x2018 or c == 0x2032 or c == arabic_group or c == arabic_decimal;
    if ((c >= 'a' and c <= 'z') or (c >= 'A' and c <= 'Z') or (c >= 0xC0 and not sign)) return true;
  }
  return false;
}

Result<std::int64_t, Fault> number(std::string_view typed) {
  auto const text = plain(typed);
  auto rest = std::string_view{text};
  if (rest.empty()) return failure(Fault::empty);
  if (rest.size() > 60) return failure(has_letter(rest) ? Fault::letter : Fault::too_long);
  bool const minus = rest.starts_with('-');
  if (minus or rest.starts_with('+')) rest = text::trimmed(rest.substr(1));
  auto const digits = ungrouped(rest);
  if (not digits) return failure(has_letter(rest) ? Fault::letter : Fault::not_understood);
  constexpr auto most = std::numeric_limits<std::int64_t>::max();
  std::int64_t value = 0;
  for (char const c : *digits) {
    auto const digit = c - '0';
    if (value > (most - digit) / 10) return failure(minus ? Fault::too_small : Fault::too_large);
    value = value * 10 + digit;
  }
  return minus ? -value : value;
}

}  // namespace kreislauf::typed

#include "base/text.h"
#include "base/typed/typed.h"

namespace kreislauf::typed {

namespace {

/// Upper-case letters, umlauts included, and digits; everything between them is one blank.
std::string spelled(std::string_view typed) {
  std::string out;
  auto const text = plain(typed);
  for (std::size_t at = 0; at < text.size();) {
    auto const c = text::next_code_point(text, at);
    if (c >= U'a' and c <= U'z')
      out += static_cast<char>(c - U'a' + U'A');
    else if ((c >= U'A' and c <= U'Z') or (c >= U'0' and c <= U'9'))
      out += static_cast<char>(c);
    else if (c == U'ä' or c == U'Ä')
      out += "Ä";
    else if (c == U'ö' or c == U'Ö')
      out += "Ö";
    else if (c == U'ü' or c == U'Ü')
      out += "Ü";
    else if (c == U' ' or c == U'-' or c == U'.' or c == U':')
      out += out.ends_with(' ') ? "" : " ";
    else
      return {};
  }
  return out;
}

/// How many letters stand at the beginning, in signs and in bytes.
struct Letters {
  std::size_t count = 0, bytes = 0;
};
Letters letters_in(std::string_view text, bool umlauts) {
  Letters found;
  while (found.bytes < text.size()) {
    char const c = text[found.bytes];
    bool const umlaut = c == '\xC3';
    if (not umlaut and (c < 'A' or c > 'Z')) break;
    if (umlaut and not umlauts) break;
    found.bytes += umlaut ? 2 : 1;
    ++found.count;
  }
  return found;
}

}  // namespace

Result<std::string, Fault> plate(std::string_view typed) {
  auto const text = spelled(typed);
  if (text.empty()) return failure(plain(typed).empty() ? Fault::empty : Fault::not_understood);
  std::string_view rest = text;
  auto const district = letters_in(rest, true);
  if (district.count < 1 or district.count > 3 or not rest.substr(district.bytes).starts_with(' '))
    return failure(Fault::not_understood);
  rest.remove_prefix(district.bytes + 1);
  auto const letters = letters_in(rest, false);
  if (letters.count < 1 or letters.count > 2) return failure(Fault::not_understood);
  auto number = rest.substr(letters.bytes);
  if (number.starts_with(' ')) number.remove_prefix(1);
  auto const digits = number.find_first_not_of("0123456789");
  auto const count = digits == std::string_view::npos ? number.size() : digits;
  if (count < 1 or count > 4 or number.starts_with('0')) return failure(Fault::not_understood);
  // § 9 (3) and § 11 FZV: E for electric cars, H for historic ones.
  auto end = number.substr(count);
  if (end.starts_with(' ')) end.remove_prefix(1);
  if (not end.empty() and end != "E" and end != "H") return failure(Fault::not_understood);
  return std::string{text.substr(0, district.bytes)} + "-" + std::string{rest.substr(0, letters.bytes)} + " " +
         std::string{number.substr(0, count)} + std::string{end};
}

}  // namespace kreislauf::typed

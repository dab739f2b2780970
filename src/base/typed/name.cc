#include <unicode/uchar.h>

#include <algorithm>

#include "base/text.h"
#include "base/typed/name_letters.h"
#include "base/typed/typed.h"

namespace kreislauf::typed {

namespace {

bool is_mark(char32_t c) { return u_charType(static_cast<UChar32>(c)) == U_NON_SPACING_MARK; }
bool is_letter(char32_t c) { return u_isalpha(static_cast<UChar32>(c)); }

/// Keyboards of phones and texts from elsewhere write some signs of the norm in another way.
void append_usual(std::string& out, char32_t c) {
  auto const i = static_cast<UChar32>(c);
  if (u_hasBinaryProperty(i, UCHAR_DEFAULT_IGNORABLE_CODE_POINT)) return;
  if (c >= 0xFF01 and c <= 0xFF5E) c -= 0xFF01 - '!';
  switch (c) {
    case 0x2018:
    case 0x201B:
    case 0x02BC:
    case 0x2032:
      c = 0x2019;
      break;
    case 0x2212:
    case 0x2043:
      c = '-';
      break;
    case 0xFB00:
      out += "ff";
      return;
    case 0xFB01:
      out += "fi";
      return;
    case 0xFB02:
      out += "fl";
      return;
    case 0xFB03:
      out += "ffi";
      return;
    case 0xFB04:
      out += "ffl";
      return;
    case 0xFB05:
    case 0xFB06:
      out += "st";
      return;
    default:
      if (u_charType(static_cast<UChar32>(c)) == U_DASH_PUNCTUATION) c = '-';
  }
  text::append(out, c);
}

std::string usual(std::string_view typed) {
  auto const one = line(typed);
  std::string out;
  for (std::size_t at = 0; at < one.size();) append_usual(out, text::next_code_point(one, at));
  return line(out);
}

/// A blank behind each full stop that stands between words: Dr. Müller. Initials stay together: J.R.R.
std::u32string with_blanks(std::string_view name) {
  std::u32string all;
  for (std::size_t at = 0; at < name.size();) all += text::next_code_point(name, at);
  auto const letter = [&](std::size_t at) {
    return at < all.size() and is_letter(all[at]);
  };  // before 0 is behind the end
  std::u32string out;
  for (std::size_t at = 0; at < all.size(); ++at) {
    out += all[at];
    bool const between = all[at] == '.' and letter(at - 1) and letter(at + 1);
    if (between and (letter(at - 2) or letter(at + 2))) out += ' ';
  }
  return out;
}

std::string written(std::u32string_view signs) {
  std::string out;
  for (auto const c : signs) text::append(out, c);
  return out;
}

/// The first letter with its marks that the norm does not have; empty when all are in it.
std::string first_foreign(std::u32string_view name) {
  for (std::size_t at = 0; at < name.size();) {
    auto end = at + 1;
    while (end < name.size() and is_mark(name[end])) ++end;
    auto const marks = name.substr(at + 1, end - at - 1);
    auto const next = end < name.size() ? name[end] : U'\0';
    if (not is_name_letter(name[at], marks, next)) return written(name.substr(at, std::min<std::size_t>(end - at, 8)));
    at = end;
  }
  return {};
}

/// `://` and `@` are no signs of the norm anyway.
bool is_web_address(std::string_view name) {
  auto const folded = text::folded(name);
  return folded.starts_with("www.") or folded.find(" www.") != std::string::npos;
}

}  // namespace

Result<std::string, NameFault> name(std::string_view typed, std::size_t most) {
  auto const one = usual(typed);
  if (one.empty()) return failure(NameFault{Fault::empty, {}});
  if (one.size() > 8 * most) return failure(NameFault{Fault::too_long, {}});
  auto const signs = with_blanks(one);
  if (is_web_address(written(signs))) return failure(NameFault{Fault::letter, "www."});
  if (auto foreign = first_foreign(signs); not foreign.empty()) {
    return failure(NameFault{Fault::letter, std::move(foreign)});
  }
  if (signs.size() > most) return failure(NameFault{Fault::too_long, {}});
  if (std::none_of(signs.begin(), signs.end(), is_letter)) return failure(NameFault{Fault::not_understood, {}});
  return written(signs);
}

}  // namespace kreislauf::typed

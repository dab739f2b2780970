#include <unicode/uchar.h>

#include "base/text.h"
#include "base/typed/typed.h"

namespace kreislauf::typed {

namespace {

constexpr char32_t nothing = 0xFFFFFFFF;

UChar32 icu(char32_t c) { return static_cast<UChar32>(c); }
bool is_blank(char32_t c) { return u_isUWhiteSpace(icu(c)) or c == 0x2800; }
bool is_control(char32_t c) { return u_charType(icu(c)) == U_CONTROL_CHAR or U_IS_UNICODE_NONCHAR(icu(c)); }
bool is_invisible(char32_t c) { return u_hasBinaryProperty(icu(c), UCHAR_DEFAULT_IGNORABLE_CODE_POINT); }

bool is_dash(char32_t c) {
  switch (c) {
    case 0x02D7:
    case 0x2043:
    case 0x207B:
    case 0x208B:
    case 0x2212:
    case 0x2500:
    case 0x30FC:
    case 0xFF70:
      return true;
    default:
      return u_charType(icu(c)) == U_DASH_PUNCTUATION;
  }
}

/// The sign as it is on a German keyboard, or `nothing` for a mark that nobody sees.
char32_t plain_sign(char32_t c) {
  if (c >= 0xFF01 and c <= 0xFF5E) c -= 0xFF01 - '!';
  if (c < 0x80) return is_control(c) ? nothing : c;
  if (is_invisible(c) or is_control(c)) return nothing;
  if (is_dash(c)) return '-';
  if (auto const digit = u_charDigitValue(icu(c)); digit >= 0) return U'0' + static_cast<char32_t>(digit);
  switch (c) {
    case 0x2044:
    case 0x2215:
      return '/';
    case 0x2236:
      return ':';
    case 0xFE6B:
      return '@';
    case 0x3002:
    case 0xFF61:
      return '.';
    default:
      return c;
  }
}

/// What stays in free text: the joiners of scripts and the looks of emoji stay, other invisible marks do not.
char32_t visible(char32_t c) {
  if (c < 0x80) return is_control(c) ? nothing : c;
  bool const joins = c == 0x200C or c == 0x200D or (c >= 0xFE00 and c <= 0xFE0F) or (c >= 0xE0100 and c <= 0xE01EF);
  return is_control(c) or (is_invisible(c) and not joins) ? nothing : c;
}

/// In a text of several lines marks of direction stay, too: who writes Arabic and Latin in one sentence needs them, and
/// they end with their paragraph.
char32_t visible_in_text(char32_t c) {
  bool const directs =
      c == 0x061C or c == 0x200E or c == 0x200F or (c >= 0x202A and c <= 0x202E) or (c >= 0x2066 and c <= 0x2069);
  return directs ? c : visible(c);
}

/// Each sign changed or left out; blanks at both ends removed and runs of them one.
std::string each(std::string_view typed, char32_t (*change)(char32_t)) {
  std::string out;
  out.reserve(typed.size());
  bool blank = false;
  for (std::size_t at = 0; at < typed.size();) {
    auto const c = text::next_code_point(typed, at);
    if (is_blank(c)) {
      blank = not out.empty();
      continue;
    }
    auto const changed = change(c);
    if (changed == nothing) continue;
    if (blank) out += ' ';
    blank = false;
    text::append(out, changed);
  }
  return out;
}

bool ends_line(char32_t c) {
  return c == '\n' or c == '\r' or c == 0x0B or c == 0x0C or c == 0x85 or c == 0x2028 or c == 0x2029;
}

void drop_blanks_at_end(std::string& text) {
  auto const last = text.find_last_not_of(' ');
  text.resize(last == std::string::npos ? 0 : last + 1);
}

}  // namespace

std::string plain(std::string_view typed) { return text::nfc(each(typed, &plain_sign)); }

std::string line(std::string_view typed) { return text::nfc(each(typed, &visible)); }

std::string lines(std::string_view typed) {
  std::string out, row, pending;  // `pending`: line ends that only count when something follows
  for (std::size_t at = 0; at <= typed.size();) {
    auto const c = at < typed.size() ? text::next_code_point(typed, at) : (++at, U'\n');
    if (ends_line(c)) {
      if (c == '\r' and at < typed.size() and typed[at] == '\n') ++at;
      drop_blanks_at_end(row);
      if (not row.empty()) out += pending + row, pending.clear();
      row.clear();
      pending += '\n';
    } else if (is_blank(c)) {
      row += ' ';
    } else if (auto const seen = visible_in_text(c); seen != nothing) {
      text::append(row, seen);
    }
  }
  return text::nfc(out);
}

}  // namespace kreislauf::typed

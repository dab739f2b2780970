#include <algorithm>
#include <array>
#include <optional>

#include "base/text.h"
#include "base/typed/tokens.h"
#include "base/typed/typed.h"

namespace kreislauf::typed {

namespace {

using Dial = Result<std::string, Fault>;

/// The digits that were typed, and whether a + stands before them.
struct Spoken {
  std::string digits;
  bool plus = false;
};

bool is_label(std::string_view word) {
  static std::array const words{key_of("tel"),   key_of("telefon"), key_of("telefonnummer"), key_of("fon"),
                                key_of("phone"), key_of("mobil"),   key_of("handy"),         key_of("mobile"),
                                key_of("тел"),   key_of("телефон"), key_of("هاتف")};
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool is_extension(std::string_view word) {
  constexpr std::array<std::string_view, 7> words{"app", "apparat", "durchwahl", "dw", "ext", "extension", "dahili"};
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// `Tel.: 02542 60` without its label.
std::string without_label(std::string_view text) {
  auto const tokens = tokens_of(text);
  if (tokens.size() < 2 or not tokens[0].word() or not is_label(tokens[0].text)) return std::string{text};
  auto const from = text.find_first_of("+(0123456789");
  return std::string{from == std::string_view::npos ? text : text.substr(from)};
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from)) text.replace(at, from.size(), to);
}

/// The 0 that is only dialled at home, `(0)` behind the code of the country. In Italy it is dialled from everywhere.
void drop_home_zero(std::string& text) {
  for (std::string_view const zero : {"(0)", "( 0 )", "[0]"}) {
    auto const at = text.find(zero);
    auto const code = text.find_first_of("123456789");
    if (at == std::string::npos or code > at) continue;
    bool const italy = text::trimmed(std::string_view{text}.substr(code, at - code)) == "39";
    text.replace(at, zero.size(), italy ? "0" : " ");
    return;
  }
}

bool is_sign(Token const& token) {
  return std::string_view{"()[]/\\-.,:~_"}.find(token.text) != std::string_view::npos;
}

/// The digits with those of an extension, which takes the place of the exchange's own `-0`. `letter` for other words,
/// `not_understood` for signs that no number has.
Result<Spoken, Fault> spoken(std::vector<Token> const& tokens) {
  Spoken out;
  bool extended = false, exchange = false;
  for (std::size_t at = 0; at < tokens.size(); ++at) {
    auto const& token = tokens[at];
    if (token.number()) {
      out.digits += token.text;
      exchange = token.is("0") and at > 0 and tokens[at - 1].is("-");
    } else if (token.word()) {
      if (not is_extension(token.text) or out.digits.empty() or extended) return failure(Fault::letter);
      extended = true;
      if (exchange) out.digits.pop_back();
    } else if (token.is("+")) {
      if (out.plus or not out.digits.empty()) return failure(Fault::not_understood);
      out.plus = true;
    } else if (not is_sign(token)) {
      return failure(Fault::not_understood);
    }
  }
  return out;
}

std::string without_zeros(std::string_view digits) {
  auto const first = digits.find_first_not_of('0');
  return std::string{first == std::string_view::npos ? std::string_view{} : digits.substr(first)};
}

/// With the country's code, without +. A 0 after the code of Germany is a slip: +49 02542.
Dial international(std::string digits, std::string_view country) {
  if (digits.starts_with("00")) digits.erase(0, 2);  // +0049
  if (digits.empty()) return failure(Fault::too_short);
  if (digits.starts_with('0')) return failure(Fault::not_understood);
  if (country != "39" and digits.starts_with(country)) {
    digits = std::string{country} + without_zeros(std::string_view{digits}.substr(country.size()));
  }
  return "+" + digits;
}

/// A German mobile number whose 0 a spreadsheet has eaten: 1701234567.
bool is_mobile_without_zero(std::string_view digits) {
  return digits.size() >= 10 and digits.size() <= 11 and digits[0] == '1' and digits[1] >= '5' and digits[1] <= '7';
}

Dial dialled(std::string const& digits, bool plus, std::string_view country) {
  if (plus) return international(digits, country);
  if (digits.starts_with("00")) return international(digits.substr(2), country);
  auto const home = "+" + std::string{country};
  if (digits.starts_with('0')) return home + (country == "39" ? digits : without_zeros(digits));
  if (digits.size() <= 6) return digits;
  if (country == "49" and is_mobile_without_zero(digits)) return home + digits;
  if (digits.starts_with(country) and digits.size() >= 11) return international(digits, country);
  return failure(Fault::too_short);  // the area code is missing
}

/// `02542 60-123`: a number at home in digits and their usual signs, which is nearly every one that a page shows. What
/// is written otherwise, or may be wrong, is for the long way.
std::optional<Phone> usual(std::string_view typed) {
  constexpr std::size_t shortest = 7, longest = 15;
  if (typed.size() < shortest or typed[0] != '0' or typed[1] < '1' or typed[1] > '9') return std::nullopt;
  std::string dial = "+49";
  char before = '0';
  for (char const c : typed.substr(1)) {
    bool const digit = c >= '0' and c <= '9';
    if (digit)
      dial += c;
    else if ((c != ' ' and c != '/' and c != '-') or before == c)
      return std::nullopt;
    before = c;
  }
  if (before < '0' or before > '9' or dial.size() < shortest or dial.size() > longest) return std::nullopt;
  return Phone{.shown = std::string{typed}, .dial = std::move(dial)};
}

}  // namespace

Result<Phone, Fault> phone(std::string_view typed, std::string_view country) {
  if (country == "49") {
    if (auto found = usual(typed)) return *std::move(found);
  }
  auto shown = without_label(plain(typed));
  if (shown.empty()) return failure(Fault::empty);
  if (shown.size() > 100) return failure(Fault::too_long);
  replace_all(shown, "++", "+");
  while (not shown.empty() and std::string_view{" .,:;/-"}.find(shown.back()) != std::string_view::npos)
    shown.pop_back();
  auto text = shown;
  if (text.starts_with('+') or text.starts_with("(+") or text.starts_with("00")) drop_home_zero(text);
  auto const one = spoken(tokens_of(text));
  if (not one) return failure(one.error());
  if (one->digits.empty()) return failure(Fault::not_understood);
  if (one->digits.size() < 3) return failure(Fault::too_short);
  auto const dial = dialled(one->digits, one->plus, country);
  if (not dial) return failure(dial.error());
  auto const count = dial->size() - (dial->front() == '+' ? 1 : 0);
  if (count < 3) return failure(Fault::too_short);
  if (count > 15) return failure(Fault::too_long);
  return Phone{.shown = shown, .dial = *dial};
}

}  // namespace kreislauf::typed

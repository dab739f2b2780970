#include <array>

#include "base/text.h"
#include "base/typed/digits.h"

namespace kreislauf::typed {

namespace {

using Amount = Result<Money, Fault>;

/// Words for euro, the longest first.
std::string_view without_euro(std::string_view text, std::string_view& behind) {
  constexpr std::array<std::string_view, 8> words{"euros", "euro", "eur", "avro", "євро", "евро", "يورو", "€"};
  for (auto const& word : words) {
    auto const at = text.find(word);
    if (at == std::string_view::npos) continue;
    behind = text::trimmed(text.substr(at + word.size()));
    return text::trimmed(text.substr(0, at));
  }
  return text;
}

/// `12,-` `12,--` `12.-`: no cents. A minus anywhere else is a sign.
std::string_view without_stroke(std::string_view text) {
  auto const end = text.find_last_not_of('-');
  if (end == std::string_view::npos or end == text.size() - 1) return text;
  return text[end] == ',' or text[end] == '.' ? text.substr(0, end) : text;
}

Amount amount_of(std::string_view whole, std::string_view cents) {
  auto const digits = whole.empty() ? std::optional<std::string>{"0"} : ungrouped(whole);
  if (not digits) return failure(Fault::not_understood);
  std::int64_t value = 0;
  for (char const c : *digits + std::string{cents}) {
    value = value * 10 + (c - '0');
    if (value > most_money.cents) return failure(Fault::too_large);
  }
  for (auto places = cents.size(); places < 2; ++places) value *= 10;
  return value > most_money.cents ? Amount{failure(Fault::too_large)} : Amount{Money{value}};
}

std::string replaced(std::string_view text, std::string_view from, std::string_view to) {
  std::string out{text};
  for (auto at = out.find(from); at != std::string::npos; at = out.find(from, at + to.size()))
    out.replace(at, from.size(), to);
  return out;
}

bool all_digits(std::string_view text) { return text.find_first_not_of("0123456789") == std::string_view::npos; }

/// Whether the last comma or point of a number divides cents, by the digits behind it.
bool divides(std::string_view text, std::size_t at, Comma language) {
  auto const behind = text.size() - at - 1;
  auto const sign = text[at];
  auto const other = sign == ',' ? '.' : ',';
  if (text.find(sign) != at) return false;  // 1.234.567
  if (text.find(other) != std::string_view::npos or behind != 3) return true;
  return sign == (language == Comma::comma ? ',' : '.');  // 1.234 groups in German and is unclear in English
}

/// Digits, and the signs between them.
Amount plain_amount(std::string_view text, Comma language) {
  if (text.empty() or text.find_first_of("0123456789") == std::string_view::npos) return failure(Fault::not_understood);
  constexpr std::string_view decimal = "\u066B", group = "\u066C";
  if (auto const at = text.find(decimal); at != std::string_view::npos) {
    auto const cents = text.substr(at + decimal.size());
    bool const fits = all_digits(cents) and cents.size() <= 2;
    return fits ? amount_of(text.substr(0, at), cents) : Amount{failure(Fault::not_understood)};
  }
  auto const marked = replaced(text, group, "'");
  auto const at = marked.find_last_of(",.");
  if (at == std::string::npos or not divides(marked, at, language)) return amount_of(marked, "");
  auto const cents = std::string_view{marked}.substr(at + 1);
  if (not all_digits(cents) or cents.size() > 2) return failure(Fault::not_understood);
  return amount_of(std::string_view{marked}.substr(0, at), cents);
}

/// The text before and behind the word for euro, put together: `EUR 12` and `12 € 50`.
Amount read(std::string_view key, Comma language) {
  std::string_view behind;
  auto const before = without_stroke(without_euro(key, behind));
  for (std::string_view const word : {"cent", "ct"}) {
    if (behind.ends_with(word)) behind = text::trimmed(behind.substr(0, behind.size() - word.size()));
  }
  if (before.empty()) return plain_amount(without_stroke(behind), language);
  if (behind.empty() or behind == "." or behind == ",-" or behind == ",--") return plain_amount(before, language);
  auto const euros = ungrouped(before);
  if (not euros or behind.size() != 2 or not all_digits(behind)) return failure(Fault::not_understood);
  return amount_of(*euros, behind);
}

/// A minus before or behind the digits: a debt, or a withdrawal.
bool has_minus(std::string_view text) { return text.starts_with('-') or text.ends_with('-'); }

}  // namespace

Result<Money, Fault> money(std::string_view typed, Comma language) {
  auto const text = plain(typed);
  if (text.empty()) return failure(Fault::empty);
  if (text.size() > 100) return failure(Fault::not_understood);
  auto const key = text::folded(text);
  auto const found = read(key, language);
  if (found) return found;
  std::string_view behind;
  auto const before = without_euro(key, behind);
  if (has_letter(before) or has_letter(behind)) return failure(Fault::letter);
  bool const minus = has_minus(before) or has_minus(behind);
  return minus and text.find_first_of("0123456789") != std::string::npos ? Amount{failure(Fault::sign)} : found;
}

}  // namespace kreislauf::typed

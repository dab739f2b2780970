#include "platform/i18n/amounts.h"

#include <fmt/format.h>

#include <string_view>

namespace kreislauf::i18n {

namespace {

bool has_point(Language language) { return language == Language::english or language == Language::arabic; }

std::string_view thousands_sign(Language language) {
  if (language == Language::ukrainian) return "\u00A0";
  return has_point(language) ? "," : ".";
}

/// The number without its sign; the smallest one has no positive twin.
std::uint64_t size_of(std::int64_t number) {
  auto const bits = static_cast<std::uint64_t>(number);
  return number < 0 ? 0 - bits : bits;
}

}  // namespace

std::string amount(Translator const& t, Money amount) {
  auto const cents = size_of(amount.cents);
  auto text = fmt::format("{}{}", amount.cents < 0 ? "-" : "", cents / 100);
  if (cents % 100 != 0) text += fmt::format("{}{:02}", has_point(t.language()) ? '.' : ',', cents % 100);
  return text;
}

std::string money(Translator const& t, Money amount) { return t("{} Euro", i18n::amount(t, amount)); }

std::string grouped(Translator const& t, std::int64_t number) {
  auto text = fmt::format("{}", size_of(number));
  for (auto at = text.size(); at > 3;) text.insert(at -= 3, thousands_sign(t.language()));
  return number < 0 ? "-" + text : text;
}

}  // namespace kreislauf::i18n

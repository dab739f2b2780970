#include <optional>
#include <vector>

#include "base/typed/day_words.h"
#include "base/typed/tokens.h"
#include "base/typed/typed.h"

namespace kreislauf::typed {

namespace {

using std::chrono::sys_days;
using Day = Result<sys_days, Fault>;

/// A number or the name of a month, with the sign that stands before it, 0 for a blank.
struct Item {
  std::string digits;  ///< empty for a month
  unsigned month = 0;
  char before = 0;
};

/// Digits as they were written; the month as a number when it was named.
struct Parts {
  std::string day, month, year = {};
  unsigned named = 0;
};

/// Takes the weekday and words that say nothing out of the line.
std::optional<unsigned> take_weekday(std::vector<Token>& tokens) {
  std::optional<unsigned> weekday;
  std::vector<Token> rest;
  bool after_weekday = false;
  for (auto& token : tokens) {
    if (after_weekday and (token.is(",") or token.is("."))) continue;
    after_weekday = false;
    if (token.word() and not weekday) {
      weekday = weekday_of(token.text);
      after_weekday = weekday.has_value();
    }
    if (not after_weekday and not(token.word() and says_nothing(token.text))) rest.push_back(std::move(token));
  }
  tokens = std::move(rest);
  return weekday;
}

/// The month at `at`, which moves to its last word: some Arabic months have two.
unsigned month_at(std::vector<Token> const& tokens, std::size_t& at) {
  if (at + 1 < tokens.size() and tokens[at + 1].word()) {
    if (auto const both = month_of(tokens[at].text + tokens[at + 1].text)) return ++at, *both;
  }
  return month_of(tokens[at].text).value_or(0);
}

/// Numbers and months with one sign between them at most; nothing when anything else is there.
std::optional<std::vector<Item>> items_of(std::vector<Token> const& tokens) {
  std::vector<Item> items;
  std::string signs;
  for (std::size_t at = 0; at < tokens.size(); ++at) {
    auto const& token = tokens[at];
    if (token.is("'") and at + 1 < tokens.size() and tokens[at + 1].number()) continue;  // '26
    if (token.kind == Token::Kind::sign) {
      signs += token.text;
      continue;
    }
    if (signs.size() > 1 or (items.empty() and not signs.empty())) return std::nullopt;
    Item item{.digits = token.number() ? token.text : "", .before = signs.empty() ? '\0' : signs[0]};
    if (token.word() and (item.month = month_at(tokens, at)) == 0) return std::nullopt;
    items.push_back(item);
    signs.clear();
  }
  bool const ends_well = signs.empty() or signs == "." or signs == ",";
  return ends_well and not items.empty() and items.size() <= 3 ? std::optional{items} : std::nullopt;
}

bool all_signs_fit(std::vector<Item> const& items) {
  std::size_t dashes = 0;
  for (auto const& item : items) {
    if (std::string_view{".,/-_\\\0", 7}.find(item.before) == std::string_view::npos) return false;
    if (item.before == '-') ++dashes;
  }
  return dashes == 0 or dashes == items.size() - 1;  // 18.12.-20. are two days
}

/// 18122026, 20261218, 181226
std::optional<Parts> run_together(std::string const& all) {
  if (all.size() == 6) return Parts{all.substr(0, 2), all.substr(2, 2), all.substr(4)};
  if (all.size() != 8) return std::nullopt;
  auto const year_first = all >= "18" and all < "22" and all.substr(4) < "1800";
  if (year_first) return Parts{all.substr(6), all.substr(4, 2), all.substr(0, 4)};
  return Parts{all.substr(0, 2), all.substr(2, 2), all.substr(4)};
}

std::optional<Parts> with_named_month(std::vector<Item> const& items) {
  Parts parts{};
  std::vector<std::string> numbers;
  for (auto const& item : items) {
    if (item.month == 0)
      numbers.push_back(item.digits);
    else if (parts.named != 0)
      return std::nullopt;
    else
      parts.named = item.month;
  }
  if (numbers.empty()) return std::nullopt;
  if (numbers.front().size() > 2 and numbers.size() == 2) std::swap(numbers.front(), numbers.back());
  parts.day = numbers[0];
  if (numbers.size() == 2) parts.year = numbers[1];
  return parts;
}

std::optional<Parts> parts_of(std::vector<Item> const& items) {
  for (auto const& item : items)
    if (item.month != 0) return with_named_month(items);
  if (items.size() == 1) return run_together(items[0].digits);
  if (items.size() == 2) return Parts{items[0].digits, items[1].digits};
  if (items[0].digits.size() == 4) return Parts{items[2].digits, items[1].digits, items[0].digits};
  return Parts{items[0].digits, items[1].digits, items[2].digits};
}

int value(std::string const& digits) { return Token{Token::Kind::number, digits}.value(); }

/// The nearest of the days that exist and that the era allows.
Day chosen(std::vector<sys_days> const& days, sys_days today, Era era, Fault otherwise) {
  std::optional<sys_days> best;
  for (auto const one : days) {
    if (era == Era::past and one > today) continue;
    if (not best or std::chrono::abs(one - today) < std::chrono::abs(*best - today)) best = one;
  }
  return best ? Day{*best} : failure(otherwise);
}

/// The day in all years from `first` to `last`, `step` apart, in which it exists.
std::vector<sys_days> days_in(std::chrono::month_day day, int first, int last, int step) {
  std::vector<sys_days> days;
  for (int year = first; year <= last; year += step) {
    auto const one = std::chrono::year{year} / day;
    if (one.ok()) days.emplace_back(one);
  }
  return days;
}

Day without_year(std::chrono::month_day day, sys_days today, Era era) {
  if (era == Era::past) return failure(Fault::year_unclear);
  int const now{std::chrono::year_month_day{today}.year()};
  auto days = days_in(day, now - 1, now + 1, 1);
  if (era == Era::coming) std::erase_if(days, [&](sys_days one) { return one < today; });
  return chosen(days, today, era, Fault::year_unclear);  // 29.2. without a leap year near
}

Day with_year(std::chrono::month_day day, std::string const& digits, sys_days today, Era era) {
  auto const year = value(digits);
  if (digits.size() == 4 and year >= 1800 and year < 2200) {
    return chosen(days_in(day, year, year, 1), today, Era::any, Fault::no_such_day);
  }
  if (digits.size() > 4) return failure(Fault::not_understood);
  if (digits.size() != 2) return failure(Fault::year_unclear);
  int const now{std::chrono::year_month_day{today}.year()};
  if (era != Era::coming) return chosen(days_in(day, 1800 + year, 2199, 100), today, era, Fault::no_such_day);
  auto const from = now - 20 + ((year - (now - 20)) % 100 + 100) % 100;  // the first year from now - 20 on that ends so
  return chosen(days_in(day, from, from, 1), today, era, Fault::no_such_day);
}

Day resolved(Parts parts, sys_days today, Era era, bool slashes) {
  if (parts.day.size() > 2 or parts.month.size() > 2) return failure(Fault::not_understood);
  auto day = value(parts.day);
  auto month = parts.named != 0 ? static_cast<int>(parts.named) : value(parts.month);
  if (slashes and month > 12 and day <= 12) std::swap(day, month);
  auto const date = std::chrono::month{static_cast<unsigned>(month)} / std::chrono::day{static_cast<unsigned>(day)};
  if (not date.ok()) return failure(Fault::no_such_day);
  return parts.year.empty() ? without_year(date, today, era) : with_year(date, parts.year, today, era);
}

bool only_slashes(std::vector<Item> const& items) {
  for (std::size_t at = 1; at < items.size(); ++at)
    if (items[at].before != '/') return false;
  return items.size() > 1;
}

}  // namespace

Result<sys_days, Fault> day(std::string_view typed, sys_days today, Era era) {
  auto const text = plain(typed);
  if (text.empty()) return failure(Fault::empty);
  if (text.size() > 100) return failure(Fault::not_understood);
  auto tokens = tokens_of(text);
  if (tokens.size() == 1 and tokens[0].word()) {
    if (auto const days = days_from_today(tokens[0].text)) return today + std::chrono::days{*days};
  }
  auto const weekday = take_weekday(tokens);
  auto const items = items_of(tokens);
  if (not items or not all_signs_fit(*items)) return failure(Fault::not_understood);
  auto const parts = parts_of(*items);
  if (not parts) return failure(Fault::not_understood);
  bool const year_first = items->front().digits.size() == 4;
  auto const found = resolved(*parts, today, era, only_slashes(*items) and not year_first);
  if (found and weekday and std::chrono::weekday{*found}.iso_encoding() != *weekday) return failure(Fault::no_such_day);
  return found;
}

}  // namespace kreislauf::typed

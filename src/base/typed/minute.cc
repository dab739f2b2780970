#include <algorithm>
#include <array>
#include <optional>

#include "base/typed/tokens.h"
#include "base/typed/typed.h"

namespace kreislauf::typed {

namespace {

using Tokens = std::span<Token const>;
enum class Half : std::uint8_t { none, morning, evening };

bool one_of(Token const& token, std::span<std::string_view const> words) {
  return std::any_of(words.begin(), words.end(), [&](auto word) { return token.is(word); });
}

/// um, at, saat, о, в, الساعة
Tokens without_beginning(Tokens tokens) {
  static std::array const words{key_of("um"), key_of("ab"), key_of("gegen"), key_of("at"),    key_of("saat"),
                                key_of("о"),  key_of("об"), key_of("в"),     key_of("الساعة")};
  if (tokens.size() > 1 and std::find(words.begin(), words.end(), tokens.front().text) != words.end())
    return tokens.subspan(1);
  return tokens;
}

/// Uhr, h, год.: what stands behind an hour or behind the whole time.
bool skip_hour_word(Tokens& tokens) {
  constexpr std::array<std::string_view, 9> words{"uhr", "h", "hrs", "oclock", "год", "година", "годині", "ч", "часов"};
  if (tokens.empty() or not one_of(tokens.front(), words)) return false;
  tokens = tokens.subspan(1);
  skip(tokens, ".");
  return true;
}

/// am, p.m., ص (before noon), م (after noon) at the end.
Half take_half(Tokens& tokens) {
  constexpr std::array<std::string_view, 7> morning{"am", "a", "ص", "صباحا", "oeoe", "ранку", "утра"};
  constexpr std::array<std::string_view, 8> evening{"pm", "p", "م", "مساء", "os", "вечора", "вечера", "дня"};
  for (std::size_t at = 0; at < tokens.size(); ++at) {
    auto const& token = tokens[at];
    bool const is_morning = one_of(token, morning), is_evening = one_of(token, evening);
    if (not is_morning and not is_evening) continue;
    auto rest = tokens.subspan(at + 1);
    skip(rest, ".");
    if (token.is("a") or token.is("p")) {  // a.m.
      if (not skip(rest, "m")) continue;
      skip(rest, ".");
    }
    if (not rest.empty()) return Half::none;
    tokens = tokens.first(at);
    return is_morning ? Half::morning : Half::evening;
  }
  return Half::none;
}

/// Hour and minute as two numbers, or in one of three or four digits.
struct Clock {
  int hour = 0, minute = 0;
};

std::optional<Clock> minutes_behind(int hour, Tokens tokens) {
  if (tokens.empty() or not tokens[0].number() or tokens[0].text.size() != 2) return std::nullopt;
  Clock const clock{hour, tokens[0].value()};
  tokens = tokens.subspan(1);
  if (tokens.size() == 2 and tokens[0].is(":") and tokens[1].is("00")) return clock;  // 09:30:00, from a time field
  skip_hour_word(tokens);
  return tokens.empty() ? std::optional{clock} : std::nullopt;
}

std::optional<Clock> clock_of(Tokens tokens) {
  if (tokens.empty() or not tokens[0].number() or tokens[0].text.size() > 4) return std::nullopt;
  auto const first = tokens[0].value();
  bool const whole = tokens[0].text.size() > 2;
  tokens = tokens.subspan(1);
  if (whole) {
    skip_hour_word(tokens);
    return tokens.empty() ? std::optional{Clock{first / 100, first % 100}} : std::nullopt;
  }
  if (tokens.empty()) return Clock{first, 0};
  if (skip_hour_word(tokens)) return tokens.empty() ? std::optional{Clock{first, 0}} : minutes_behind(first, tokens);
  if (skip(tokens, ":") or skip(tokens, ".") or skip(tokens, ",") or tokens[0].number())
    return minutes_behind(first, tokens);
  return std::nullopt;
}

}  // namespace

Result<int, Fault> minute(std::string_view typed) {
  auto const text = plain(typed);
  if (text.empty()) return failure(Fault::empty);
  if (text.size() > 60) return failure(Fault::not_understood);
  auto const all = tokens_of(text);
  auto tokens = without_beginning(all);
  auto const half = take_half(tokens);
  auto clock = clock_of(tokens);
  if (not clock) return failure(Fault::not_understood);
  if (clock->hour > 24 or clock->minute > 59 or (clock->hour == 24 and clock->minute > 0))
    return failure(Fault::too_large);
  if (half == Half::morning and clock->hour > 12) return failure(Fault::not_understood);  // 14:30 am
  if (half == Half::morning and clock->hour == 12) clock->hour = 0;
  if (half == Half::evening and clock->hour < 12) clock->hour += 12;
  return clock->hour * 60 + clock->minute;
}

}  // namespace kreislauf::typed

#include "base/typed/tokens.h"

#include "base/text.h"

namespace kreislauf::typed {

namespace {

enum class Class : std::uint8_t { blank, digit, letter, sign };

Class class_of(char32_t c) {
  if (c == ' ') return Class::blank;
  if (c >= '0' and c <= '9') return Class::digit;
  return c >= 0x80 or (c >= 'a' and c <= 'z') ? Class::letter : Class::sign;
}

char32_t usual(char32_t c) {
  switch (c) {
    case 0x060C:
    case 0x066B:
    case 0x3001:
      return ',';
    case 0x060D:
      return '/';
    case 0x00B7:
    case 0x06D4:
      return '.';
    case 0x2018:
    case 0x2019:
    case 0x02BC:
    case 0x2032:
      return '\'';
    case 0x0649:
    case 0x06CC:
      return 0x064A;  // alif maqsura and Persian ya: ya
    case 0x06A9:
      return 0x0643;  // Persian kaf
    default:
      return c;
  }
}

bool letter_at(std::string_view text, std::size_t at) {
  return class_of(text::next_code_point(text, at)) == Class::letter;
}

}  // namespace

int Token::value() const {
  if (kind != Kind::number or text.size() > 8) return -1;
  int value = 0;
  for (char const c : text) value = value * 10 + (c - '0');
  return value;
}

std::string key_of(std::string_view word) {
  constexpr char32_t tatweel = 0x0640;  // draws an Arabic word wide, says nothing
  auto const folded = text::folded(word);
  std::string out;
  for (std::size_t at = 0; at < folded.size();) {
    if (auto const c = text::next_code_point(folded, at); c != tatweel) text::append(out, usual(c));
  }
  return out;
}

std::vector<Token> tokens_of(std::string_view plain_text) {
  auto const key = key_of(plain_text);
  std::vector<Token> tokens;
  auto before = Class::blank;
  for (std::size_t at = 0; at < key.size();) {
    auto const start = at;
    auto const now = class_of(text::next_code_point(key, at));
    auto const piece = std::string_view{key}.substr(start, at - start);
    if (piece == "'" and before == Class::letter and at < key.size() and letter_at(key, at)) continue;  // п'ятниця
    if (now == before and (now == Class::digit or now == Class::letter)) {
      tokens.back().text += piece;
    } else if (now != Class::blank) {
      auto const kind = now == Class::digit    ? Token::Kind::number
                        : now == Class::letter ? Token::Kind::word
                                               : Token::Kind::sign;
      tokens.push_back({kind, std::string{piece}, before == Class::blank and not tokens.empty()});
    }
    before = now;
  }
  return tokens;
}

bool skip(std::span<Token const>& tokens, std::string_view text) {
  if (tokens.empty() or not tokens.front().is(text)) return false;
  tokens = tokens.subspan(1);
  return true;
}

}  // namespace kreislauf::typed

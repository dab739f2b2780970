#include <algorithm>

#include "engines/dmn/check.h"

namespace kreislauf::dmn::internal {
namespace {

/// As much of FEEL as tells a number from a text, a name and a sign.
struct Token {
  enum class Kind { number, word, text, sign };
  Kind kind = Kind::sign;
  std::string_view text = {};
  bool spaced = false;   ///< behind a space
  bool in_list = false;  ///< inside the arguments of a call, a list or a context: a comma separates there
  [[nodiscard]] bool is(std::string_view sign) const { return kind == Kind::sign and text == sign; }
};

bool is_digit(char c) { return c >= '0' and c <= '9'; }
bool is_letter(char c) {
  return (c >= 'a' and c <= 'z') or (c >= 'A' and c <= 'Z') or c == '_' or static_cast<unsigned char>(c) >= 0x80;
}

std::size_t end_of(std::string_view cell, std::size_t at, Token::Kind kind) {
  auto end = at + 1;
  if (kind == Token::Kind::text)
    for (; end < cell.size() and cell[end] != '"'; ++end) end += cell[end] == '\\' ? 1 : 0;
  if (kind == Token::Kind::text) return std::min(end + 1, cell.size());
  if (kind == Token::Kind::word)
    while (end < cell.size() and (is_letter(cell[end]) or is_digit(cell[end]))) ++end;
  if (kind == Token::Kind::number)
    while (end < cell.size() and (is_digit(cell[end]) or (cell[end] == '.' and cell.substr(end, 2) != ".."))) ++end;
  return end;
}

Token::Kind kind_at(std::string_view cell, std::size_t at) {
  if (cell[at] == '"') return Token::Kind::text;
  return is_digit(cell[at]) ? Token::Kind::number : is_letter(cell[at]) ? Token::Kind::word : Token::Kind::sign;
}

/// `f(`, `[` and `{` hold values side by side; `not(`, `in (` and a bare `(` hold tests.
bool opens_list(std::vector<Token> const& before, std::string_view sign) {
  if (sign != "(") return sign == "[" or sign == "{";
  if (before.empty() or before.back().kind != Token::Kind::word) return false;
  constexpr std::string_view words[] = {"not", "in", "and", "or", "if", "then", "else", "return", "satisfies"};
  return std::find(std::begin(words), std::end(words), before.back().text) == std::end(words);
}

std::vector<Token> tokens_of(std::string_view cell) {
  std::vector<Token> tokens;
  std::vector<bool> open;
  bool spaced = false;
  for (std::size_t at = 0; at < cell.size();) {
    if (cell[at] == ' ' or cell[at] == '\n' or cell[at] == '\t' or cell[at] == '\r') {
      spaced = true, ++at;
      continue;
    }
    auto kind = kind_at(cell, at);
    auto end = end_of(cell, at, kind);
    Token token{.kind = kind, .text = cell.substr(at, end - at), .spaced = std::exchange(spaced, false)};
    token.in_list = not open.empty() and open.back();
    if (token.is("(") or token.is("[") or token.is("{")) open.push_back(opens_list(tokens, token.text));
    if ((token.is(")") or token.is("]") or token.is("}")) and not open.empty()) open.pop_back();
    tokens.push_back(token);
    at = end;
  }
  return tokens;
}

std::string in_ticks(std::string_view text) { return "`" + std::string{text} + "`"; }

/// 25.000 and 1.000.000, but neither 0.125 nor 25.5.
bool is_grouped(std::string_view number) {
  auto point = number.find('.');
  if (point == std::string_view::npos or point > 3 or number[0] == '0') return false;
  for (; point < number.size(); point += 4)
    if (number[point] != '.' or number.size() < point + 4 or number.substr(point + 1, 3).find('.') != std::string::npos)
      return false;
  return true;
}

std::string without_points(std::string_view number) {
  std::string plain{number};
  std::erase(plain, '.');
  return plain;
}

/// Does a test begin or end here, so that what stands beside is all there is?
bool is_border(std::vector<Token> const& tokens, std::size_t at) {
  if (at >= tokens.size()) return true;
  constexpr std::string_view signs[] = {",", "(", ")", "[", "]", "<", ">", "=", "."};
  return std::any_of(std::begin(signs), std::end(signs), [&](auto sign) { return tokens[at].is(sign); });
}

}  // namespace

std::vector<std::string> number_habits(std::string_view cell) {
  auto const tokens = tokens_of(cell);
  auto is_number = [&](std::size_t at) { return at < tokens.size() and tokens[at].kind == Token::Kind::number; };
  std::vector<std::string> found;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (not is_number(i)) continue;
    auto const first = tokens[i].text;
    if (is_grouped(first))
      found.push_back(in_ticks(first) + " has its point before the decimals; write " + in_ticks(without_points(first)) +
                      " for thousands, " + in_ticks(std::string{first} + "0") + " for three decimals");
    if (i + 2 >= tokens.size() or not is_number(i + 2)) continue;
    auto const& sign = tokens[i + 1];
    auto const second = tokens[i + 2].text;
    bool tight = not sign.spaced and not tokens[i + 2].spaced;
    if (sign.is(",") and tight and not sign.in_list)
      found.push_back(in_ticks(std::string{first} + "," + std::string{second}) + " means " + std::string{first} +
                      " or " + std::string{second} + "; write " +
                      in_ticks(without_points(first) + "." + std::string{second}) + " for one number, " +
                      in_ticks(std::string{first} + ", " + std::string{second}) + " for two");
    bool alone = is_border(tokens, i - 1) and (is_border(tokens, i + 3) or tokens[i + 3].is("-"));
    if (sign.is("-") and alone and not sign.in_list)
      found.push_back(in_ticks(cell) + " is a subtraction; write " +
                      in_ticks("[" + std::string{first} + ".." + std::string{second} + "]") +
                      " for a range, `@\"2026-11-21\"` for a day");
  }
  return found;
}

std::string habit_in(std::string_view cell) {
  auto const found = number_habits(cell);
  return found.empty() ? "" : "; " + found.front();
}

}  // namespace kreislauf::dmn::internal

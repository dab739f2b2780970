#include "engines/feel/scanner.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace kreislauf::feel::internal {
namespace {

struct Span {
  char32_t first, last;
};

// DMN 1.5, 10.3.1.2, grammar rule 28: name start char.
constexpr Span name_starts[] = {{'?', '?'},       {'A', 'Z'},       {'_', '_'},       {'a', 'z'},
                                {0xC0, 0xD6},     {0xD8, 0xF6},     {0xF8, 0x2FF},    {0x370, 0x37D},
                                {0x37F, 0x1FFF},  {0x200C, 0x200D}, {0x2070, 0x218F}, {0x2C00, 0x2FEF},
                                {0x3001, 0xD7FF}, {0xF900, 0xFDCF}, {0xFDF0, 0xFFFD}, {0x10000, 0xEFFFF}};

bool within(std::span<Span const> spans, char32_t c) {
  return std::any_of(spans.begin(), spans.end(), [c](Span s) { return c >= s.first and c <= s.last; });
}

std::string shortened(std::string_view text) {
  auto end = text::byte_of(text, 20);
  return end < text.size() ? std::string{text.substr(0, end)} + "…" : std::string{text};
}

}  // namespace

Diagnostic diagnostic_at(std::string_view source, std::size_t position, std::string message, std::string suggestion) {
  Diagnostic d{.position = std::min(position, source.size()),
               .message = std::move(message),
               .suggestion = std::move(suggestion)};
  auto before = source.substr(0, d.position);
  d.line = 1 + static_cast<int>(std::count(before.begin(), before.end(), '\n'));
  auto line_start = before.rfind('\n');
  d.column = 1 + static_cast<int>(
                     text::code_points(line_start == std::string_view::npos ? before : before.substr(line_start + 1)));
  return d;
}

bool is_name_start(char32_t c) { return within(name_starts, c); }

bool is_name_part(char32_t c) {
  return (c >= '0' and c <= '9') or is_name_start(c) or c == 0xB7 or (c >= 0x300 and c <= 0x36F) or c == 0x203F or
         c == 0x2040;
}

bool is_space(char32_t c) {
  return (c >= 0x09 and c <= 0x0D) or c == 0x20 or c == 0x85 or c == 0xA0 or c == 0x1680 or c == 0x180E or
         (c >= 0x2000 and c <= 0x200B) or c == 0x2028 or c == 0x2029 or c == 0x202F or c == 0x205F or c == 0x3000 or
         c == 0xFEFF;
}

bool is_keyword(std::string_view word) {
  static constexpr std::array words{"and", "between",  "else", "every",  "external",  "for",  "function", "if",
                                    "in",  "instance", "or",   "return", "satisfies", "some", "then"};
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::string normalised_name(std::string_view name) {
  std::string out;
  bool gap = false;
  for (std::size_t at = 0; at < name.size();) {
    auto c = text::next_code_point(name, at);
    if (is_space(c)) {
      gap = not out.empty();
      continue;
    }
    if (gap) out += ' ';
    gap = false;
    text::append(out, c);
  }
  return out;
}

void Source::skip_space() {
  while (at_ < text_.size()) {
    auto next = at_;
    if (is_space(text::next_code_point(text_, next))) {
      at_ = next;
    } else if (next_is("//")) {
      at_ = std::min(text_.find('\n', at_), text_.size());
    } else if (next_is("/*")) {
      auto end = text_.find("*/", at_ + 2);
      if (end == std::string_view::npos) fail("this comment has no end, */ is missing");
      at_ = end + 2;
    } else {
      return;
    }
  }
}

bool Source::take(std::string_view symbol) {
  if (not next_is(symbol)) return false;
  move_to(at_ + symbol.size());
  return true;
}

std::string_view Source::word() const {
  auto end = at_;
  for (auto next = end; next < text_.size(); end = next) {
    auto c = text::next_code_point(text_, next);
    if (end == at_ ? not is_name_start(c) : not is_name_part(c)) break;
  }
  return text_.substr(at_, end - at_);
}

bool Source::next_word_is(std::string_view wanted) const { return next_is(wanted) and word() == wanted; }

bool Source::take_word(std::string_view wanted) {
  if (not next_word_is(wanted)) return false;
  move_to(at_ + wanted.size());
  return true;
}

void Source::expect(std::string_view symbol, std::string_view where) {
  if (not take(symbol))
    fail("expected `" + std::string{symbol} + "` " + std::string{where} + ", found " + shown_next());
}

void Source::expect_word(std::string_view wanted, std::string_view where) {
  if (not take_word(wanted))
    fail("expected `" + std::string{wanted} + "` " + std::string{where} + ", found " + shown_next());
}

std::size_t Source::match_name(std::string_view name, std::size_t from) const {
  if (name.empty()) return std::string_view::npos;
  auto at = from;
  std::size_t n = 0;
  while (n < name.size()) {
    if (name[n] == ' ') {
      auto gap = at;
      while (at < text_.size()) {
        auto next = at;
        if (not is_space(text::next_code_point(text_, next))) break;
        at = next;
      }
      if (at == gap) return std::string_view::npos;
      ++n;
    } else {
      if (at >= text_.size() or text_[at] != name[n]) return std::string_view::npos;
      ++at, ++n;
    }
  }
  // `Einkommen` must not match the beginning of `Einkommensteuer`.
  std::size_t last = name.size();
  while (last > 0 and (static_cast<unsigned char>(name[last - 1]) & 0xC0) == 0x80) --last;
  auto last_at = last > 0 ? last - 1 : 0;
  if (at < text_.size() and is_name_part(text::next_code_point(name, last_at))) {
    auto next = at;
    auto c = text::next_code_point(text_, next);
    if (is_name_part(c) and c != '?') return std::string_view::npos;
  }
  return at;
}

std::string Source::joined_words() {
  std::string joined;
  for (auto next = word(); not next.empty() and not is_keyword(next); next = word()) {
    if (not joined.empty()) joined += ' ';
    joined += next;
    move_to(at_ + next.size());
    // Digits may follow a space inside a name ("Kind 2"), never begin one.
    while (peek() >= '0' and peek() <= '9') {
      joined += ' ';
      while (at_ < text_.size()) {
        auto end = at_;
        if (not is_name_part(text::next_code_point(text_, end))) break;
        joined += text_.substr(at_, end - at_);
        at_ = end;
      }
      skip_space();
    }
  }
  return joined;
}

std::string_view Source::number_literal() {
  auto start = at_;
  auto digits = [&] {
    while (peek() >= '0' and peek() <= '9') ++at_;
  };
  digits();
  if (peek() == '.' and peek(1) >= '0' and peek(1) <= '9') {
    ++at_;
    digits();
  }
  auto sign = peek(1) == '+' or peek(1) == '-' ? 1u : 0u;
  if ((peek() == 'e' or peek() == 'E') and peek(1 + sign) >= '0' and peek(1 + sign) <= '9') {
    at_ += 1 + sign;
    digits();
  }
  auto literal = text_.substr(start, at_ - start);
  skip_space();
  return literal;
}

char32_t Source::hex(std::size_t digits) {
  char32_t value = 0;
  for (std::size_t i = 0; i < digits; ++i, ++at_) {
    char c = peek();
    int digit = c >= '0' and c <= '9'   ? c - '0'
                : c >= 'a' and c <= 'f' ? c - 'a' + 10
                : c >= 'A' and c <= 'F' ? c - 'A' + 10
                                        : -1;
    if (digit < 0) fail("expected " + std::to_string(digits) + " hexadecimal digits in the text");
    value = value * 16 + static_cast<char32_t>(digit);
  }
  return value;
}

void Source::escape(std::string& out) {
  static constexpr std::string_view letters = "nrt\"\\'", meanings = "\n\r\t\"\\'";
  char letter = peek();
  ++at_;
  if (auto found = letters.find(letter); found != std::string_view::npos) {
    out += meanings[found];
  } else if (letter == 'u' or letter == 'U') {
    auto point = hex(letter == 'u' ? 4 : 6);
    // A pair of surrogates written as two escapes is one character.
    if (point >= 0xD800 and point < 0xDC00 and next_is("\\u")) {
      at_ += 2;
      auto low = hex(4);
      point = low >= 0xDC00 and low < 0xE000 ? 0x10000 + ((point - 0xD800) << 10) + (low - 0xDC00) : 0xFFFD;
    }
    text::append(out, point > 0x10FFFF or (point >= 0xD800 and point < 0xE000) ? 0xFFFD : point);
  } else {
    (out += '\\') += letter;  // `\d` of a regular expression stays as it is
  }
}

std::string Source::string_literal() {
  auto start = at_;
  std::string out;
  for (++at_; at_ < text_.size();) {
    char c = text_[at_++];
    if (c == '"') {
      skip_space();
      return out;
    }
    if (c == '\\' and at_ < text_.size())
      escape(out);
    else
      out += c;
  }
  fail_at(start, "this text has no end, the closing quotation mark is missing");
}

void Source::fail_at(std::size_t position, std::string message, std::string suggestion) const {
  throw SyntaxError{diagnostic_at(text_, position, std::move(message), std::move(suggestion))};
}

/// The word that FEEL has for the sign of another language, for what stands where an operator was expected.
std::string Source::advice() const {
  static constexpr std::pair<std::string_view, std::string_view> foreign[] = {
      {"&", "and"},   {"|", "or"}, {"AND", "and"},    {"OR", "or"},         {"und", "and"},
      {"oder", "or"}, {"^", "**"}, {"!", "not(...)"}, {"%", "modulo(a, b)"}};
  for (auto const& [sign, right] : foreign)
    if (word() == sign or (word().empty() and next_is(sign))) return "; FEEL writes `" + std::string{right} + "`";
  return "";
}

std::string Source::shown_next() const {
  if (at_end()) return "the end";
  auto next = word();
  if (next.empty()) next = text_.substr(at_, 1);
  if (static_cast<unsigned char>(next[0]) >= 0x80 and next.size() == 1) next = text_.substr(at_, 3);
  return "`" + shortened(next) + "`" + (is_keyword(next) ? ", a word of the language" : advice());
}

}  // namespace kreislauf::feel::internal

#include "engines/feel/xpath_pattern.h"

#include <algorithm>
#include <array>
#include <vector>

#include "base/text.h"

namespace kreislauf::feel::unicode {
namespace {

struct Wrong {
  std::string why;
};

bool is_space(char c) { return c == ' ' or c == '\t' or c == '\n' or c == '\r'; }
bool is_digit(char c) { return c >= '0' and c <= '9'; }
bool is_sign(char c) {
  return (c > ' ' and c < '0') or (c > '9' and c < 'A') or (c > 'Z' and c < 'a') or (c > 'z' and c < 0x7f);
}

// XML 1.0, 2.3: what a name begins with, and what it goes on with.
constexpr std::string_view name_start =
    ":A-Z_a-z\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u02FF\\u0370-\\u037D\\u037F-\\u1FFF\\u200C\\u200D\\u2070-\\u218F"
    "\\u2C00-\\u2FEF\\u3001-\\uD7FF\\uF900-\\uFDCF\\uFDF0-\\uFFFD\\U00010000-\\U000EFFFF";
constexpr std::string_view name_rest = "\\-.0-9\\u00B7\\u0300-\\u036F\\u203F\\u2040";
constexpr std::string_view no_word = "\\p{P}\\p{Z}\\p{C}";
constexpr std::string_view white = "\\t\\n\\r\\u0020";

std::string set(std::string_view content, bool negated = false) {
  return (negated ? "[^" : "[") + std::string{content} + "]";
}

class Translation {
 public:
  Translation(std::string_view pattern, Reading const& reading) : text_{pattern}, reading_{reading} {}

  std::string whole() {
    while (at_ < text_.size()) piece();
    if (not open_.empty()) throw Wrong{"a `(` is not closed"};
    return std::move(out_);
  }

 private:
  enum class Last { nothing, atom, quantifier, reluctant };

  [[nodiscard]] char peek(std::size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }
  char next() {
    if (at_ >= text_.size()) throw Wrong{"it ends too early"};
    return text_[at_++];
  }
  /// One letter with all its bytes.
  std::string_view letter() {
    auto from = at_;
    (void)text::next_code_point(text_, at_);
    return text_.substr(from, at_ - from);
  }

  void piece() {
    switch (peek()) {
      case '(':
        return open_group();
      case ')':
        return close_group();
      case '|':
        ++at_, out_ += '|', last_ = Last::nothing;
        return;
      case '*':
      case '+':
      case '?':
      case '{':
        return quantifier();
      case '}':
      case ']':
        throw Wrong{std::string{"`"} + peek() + "` needs a backslash in front"};
      case '$':
        // Without the flag `m` it is the end of the text alone; for ICU also the end of its last line.
        ++at_, out_ += reading_.lines ? "$" : "\\z";
        break;
      case '^':
        // Behind a line feed that ends the text no line begins.
        ++at_, out_ += reading_.lines ? "(?:\\A|(?<=\\n)(?!\\z))" : "^";
        break;
      case '.':
        ++at_, out_ += reading_.dot_all ? "." : "[^\\n\\r]";
        break;
      case '[':
        out_ += char_class();
        break;
      case '\\':
        out_ += escape(false);
        break;
      default:
        out_ += letter();
    }
    last_ = Last::atom;
  }

  void open_group() {
    ++at_;
    bool const captures = peek() != '?';
    if (not captures and peek(1) != ':') throw Wrong{"`(?` is only known as `(?:`"};
    out_ += captures ? "(" : "(?:";
    at_ += captures ? 0 : 2;
    open_.push_back(captures ? ++groups_ : 0);
    complete_.resize(groups_ + 1);
    last_ = Last::nothing;
  }

  void close_group() {
    if (open_.empty()) throw Wrong{"a `)` closes nothing"};
    ++at_;
    if (open_.back() != 0) complete_[open_.back()] = true;
    open_.pop_back();
    out_ += ')';
    last_ = Last::atom;
  }

  void quantifier() {
    char const sign = next();
    if (sign == '?' and last_ == Last::quantifier) {
      out_ += '?', last_ = Last::reluctant;
      return;
    }
    if (last_ != Last::atom) throw Wrong{std::string{"nothing stands before `"} + sign + "` that it could repeat"};
    out_ += sign;
    if (sign == '{') amount();
    last_ = Last::quantifier;
  }

  /// {2}, {2,} or {2,4}
  void amount() {
    auto const end = text_.find('}', at_);
    auto const inside = text_.substr(at_, end == std::string_view::npos ? end : end - at_);
    auto const comma = inside.find(',');
    auto const from = inside.substr(0, comma);
    auto const to = comma == std::string_view::npos ? std::string_view{} : inside.substr(comma + 1);
    bool const digits = std::all_of(from.begin(), from.end(), is_digit) and std::all_of(to.begin(), to.end(), is_digit);
    if (end == std::string_view::npos or from.empty() or not digits)
      throw Wrong{"an amount is written `{2}`, `{2,}` or `{2,4}`"};
    out_ += std::string{inside} + "}";
    at_ = end + 1;
  }

  /// Behind a backslash; inside a class as a part of it.
  std::string escape(bool in_class) {
    ++at_;
    char const c = next();
    if (std::string_view{"nrt\\|.?*+(){}-[]^$"}.find(c) != std::string_view::npos) return {'\\', c};
    switch (c) {
      case 'd':
      case 'D':
        return {'\\', c};
      case 's':
      case 'S':
        return set(white, c == 'S');
      case 'w':
      case 'W':
        return set(no_word, c == 'w');
      case 'i':
      case 'I':
        return set(name_start, c == 'I');
      case 'c':
      case 'C':
        return set(std::string{name_start} + std::string{name_rest}, c == 'C');
      case 'p':
      case 'P':
        // F&O 3.1, 5.6.1.1: `\p{Lu}` means capital letters whatever the flag `i` says.
        return reading_.any_case and not in_class ? "(?-i:" + property(c) + ")" : property(c);
      default:
        if (is_digit(c) and not in_class) return back_reference(c);
        throw Wrong{std::string{"`\\"} + c + "` is unknown"};
    }
  }

  /// `\p{Lu}` is a category, `\p{IsGreek}` a block; scripts and other properties are ICU's own.
  std::string property(char sign) {
    auto const end = text_.find('}', at_);
    if (peek() != '{' or end == std::string_view::npos) throw Wrong{"`\\p` is written `\\p{Lu}` or `\\p{IsGreek}`"};
    auto const name = text_.substr(at_ + 1, end - at_ - 1);
    at_ = end + 1;
    auto const start = std::string{'\\', sign, '{'};
    if (name.starts_with("Is")) return start + "Block=" + std::string{name.substr(2)} + "}";
    static constexpr std::string_view categories[] = {
        "L",  "Lu", "Ll", "Lt", "Lm", "Lo", "M",  "Mn", "Mc", "Me", "N",  "Nd", "Nl", "No", "P",  "Pc", "Pd", "Ps",
        "Pe", "Pi", "Pf", "Po", "Z",  "Zs", "Zl", "Zp", "S",  "Sm", "Sc", "Sk", "So", "C",  "Cc", "Cf", "Co", "Cn"};
    if (std::find(std::begin(categories), std::end(categories), name) == std::end(categories))
      throw Wrong{"the category `" + std::string{name} + "` is unknown"};
    return start + std::string{name} + "}";
  }

  /// As many digits as name a group that is complete at this place.
  std::string back_reference(char first) {
    auto group = static_cast<std::size_t>(first - '0');
    if (not is_complete(group)) throw Wrong{std::string{"`\\"} + first + "` refers to no group before it"};
    while (is_digit(peek()) and is_complete(group * 10 + static_cast<std::size_t>(peek() - '0')))
      group = group * 10 + static_cast<std::size_t>(next() - '0');
    return "(?:\\" + std::to_string(group) + ")";
  }
  [[nodiscard]] bool is_complete(std::size_t group) const {
    return group > 0 and group < complete_.size() and complete_[group];
  }

  std::string char_class() {
    if (++depth_ > 20) throw Wrong{"its classes are nested too deeply"};
    ++at_;
    bool const negated = peek() == '^';
    if (negated) ++at_;
    std::string content, categories, without;
    while (peek() != ']' and without.empty()) {
      if (peek() == '-' and peek(1) == '[' and not(content.empty() and categories.empty())) {
        ++at_;
        without = char_class();
      } else {
        auto& part = reading_.any_case and begins_category() ? categories : content;
        part += class_part();
      }
    }
    if (next() != ']') throw Wrong{"a class ends with what is taken out of it"};
    if (content.empty() and categories.empty()) throw Wrong{"a class is empty"};
    --depth_;
    if (reading_.any_case) return in_any_case(content, categories, negated, without);
    return without.empty() ? set(content, negated) : "[" + set(content, negated) + "--" + without + "]";
  }
  [[nodiscard]] bool begins_category() const { return peek() == '\\' and (peek(1) == 'p' or peek(1) == 'P'); }

  /// With the flag `i` letters have both cases before anything is negated or taken out, categories stay as they are.
  static std::string in_any_case(std::string const& content, std::string const& categories, bool negated,
                                 std::string const& without) {
    auto made = content.empty() ? std::string{} : set(content);
    if (not categories.empty()) made += (made.empty() ? "(?-i:" : "|(?-i:") + set(categories) + ")";
    made = "(?:" + made + ")";
    if (negated) made = "(?:(?!" + made + ")(?s:.))";
    return without.empty() ? made : "(?:(?!" + without + ")" + made + ")";
  }

  /// A letter, a range of letters, or an escape for many.
  std::string class_part() {
    char32_t low = 0, high = 0;
    bool const stands_alone = peek() == '-' and not(peek(1) == '-' and peek(2) != ']');
    auto const first = class_letter(low);
    bool const range = not stands_alone and peek() == '-' and peek(1) != ']' and peek(1) != '[' and low != 0;
    if (not range) return first;
    ++at_;
    auto const last = class_letter(high);
    if (high < low) throw Wrong{"a range in a class runs backwards"};
    return first + "-" + last;
  }

  /// `code` stays 0 for escapes that stand for many letters.
  std::string class_letter(char32_t& code) {
    if (at_ >= text_.size()) throw Wrong{"a `[` is not closed"};
    if (peek() == '[') throw Wrong{"`[` inside a class needs a backslash in front"};
    if (peek() == '\\') {
      char const c = peek(1);
      bool const many = std::string_view{"sSiIcCdDwWpP"}.find(c) != std::string_view::npos;
      auto const translated = escape(true);
      if (not many) code = c == 'n' ? U'\n' : c == 'r' ? U'\r' : c == 't' ? U'\t' : static_cast<char32_t>(c);
      return translated;
    }
    auto const shown = letter();
    std::size_t from = 0;
    code = text::next_code_point(shown, from);
    return is_sign(shown[0]) ? "\\" + std::string{shown} : std::string{shown};
  }

  std::string_view text_;
  Reading reading_;
  std::size_t at_ = 0;
  std::string out_;
  Last last_ = Last::nothing;
  std::vector<std::size_t> open_;  // the groups around this place; 0 for those that capture nothing
  std::vector<bool> complete_ = {false};
  std::size_t groups_ = 0;
  unsigned depth_ = 0;
};

/// Spaces go, except inside classes; an escape may have them behind its backslash.
std::string without_spaces(std::string_view pattern) {
  std::string out;
  unsigned depth = 0;
  bool escaped = false;
  for (char const c : pattern) {
    if (depth == 0 and is_space(c)) continue;
    out += c;
    if (not escaped and c == '[') ++depth;
    if (not escaped and c == ']' and depth > 0) --depth;
    escaped = c == '\\' and not escaped;
  }
  return out;
}

}  // namespace

Result<std::string> from_xpath(std::string_view pattern, Reading const& reading) {
  try {
    auto const kept = reading.spaces_left_out ? without_spaces(pattern) : std::string{pattern};
    return Translation{kept, reading}.whole();
  } catch (Wrong const& wrong) {
    return failure(wrong.why);
  }
}

std::string letters_only(std::string_view text) {
  std::string out;
  for (char const c : text) {
    if (is_sign(c)) out += '\\';
    out += c;
  }
  return out;
}

}  // namespace kreislauf::feel::unicode

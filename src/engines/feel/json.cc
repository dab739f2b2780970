#include <cstdio>

#include "base/text.h"
#include "engines/feel/program.h"
#include "engines/feel/scanner.h"

namespace kreislauf::feel {
namespace {

using internal::diagnostic_at;
using internal::SyntaxError;

constexpr std::size_t longest = 4u << 20;

void quote(std::string& out, std::string_view text) {
  out += '"';
  for (char c : text) {
    if (c == '"' or c == '\\') {
      (out += '\\') += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      char buffer[8];
      std::snprintf(buffer, sizeof buffer, "\\u%04x", static_cast<unsigned>(c));
      out += buffer;
    } else {
      out += c;
    }
  }
  out += '"';
}

void write(std::string& out, Value const& value) {
  if (out.size() > longest) return;
  switch (value.kind()) {
    case Kind::null:
    case Kind::function:
      out += "null";
      break;
    case Kind::boolean:
      out += value.boolean() ? "true" : "false";
      break;
    case Kind::number:
      out += value.number().print();
      break;
    case Kind::list: {
      out += '[';
      char const* between = "";
      for (auto const& element : value.list()) {
        out += std::exchange(between, ",");
        write(out, element);
      }
      out += ']';
      break;
    }
    case Kind::context: {
      out += '{';
      char const* between = "";
      for (auto const& [name, entry] : value.entries()) {
        out += std::exchange(between, ",");
        quote(out, name);
        out += ':';
        write(out, entry);
      }
      out += '}';
      break;
    }
    default:
      quote(out, to_text(value));
  }
}

/// A strict reader (RFC 8259) that keeps every digit of a number.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_{text} {}

  Value document() {
    auto value = read(0);
    skip();
    if (at_ < text_.size()) fail("expected the end");
    return value;
  }

 private:
  Value read(int depth) {
    if (depth > 200) fail("nested too deeply");
    skip();
    switch (peek()) {
      case '{':
        return object(depth);
      case '[':
        return array(depth);
      case '"':
        return string();
      case 't':
        return word("true", true);
      case 'f':
        return word("false", false);
      case 'n':
        return word("null", {});
      default:
        return number();
    }
  }

  Value object(int depth) {
    Entries entries;
    for (++at_, skip(); peek() != '}';) {
      if (peek() != '"') fail("expected a name in quotation marks");
      auto name = string();
      skip();
      take(':');
      entries.emplace_back(std::move(name), read(depth + 1));
      if (not more('}')) break;
    }
    take('}');
    return Value::context(std::move(entries));
  }

  Value array(int depth) {
    Values values;
    for (++at_, skip(); peek() != ']';) {
      values.push_back(read(depth + 1));
      if (not more(']')) break;
    }
    take(']');
    return Value::list(std::move(values));
  }

  bool more(char end) {
    skip();
    if (peek() != ',') return false;
    ++at_;
    skip();
    if (peek() == end) fail("expected a value behind the comma");
    return true;
  }

  std::string string() {
    std::string out;
    for (++at_; at_ < text_.size() and text_[at_] != '"'; ++at_) {
      if (static_cast<unsigned char>(text_[at_]) < 0x20) fail("a control character in a text");
      if (text_[at_] == '\\')
        escape(out);
      else
        out += text_[at_];
    }
    take('"');
    return out;
  }

  void escape(std::string& out) {
    static constexpr std::string_view letters = "\"\\/bfnrt", meanings = "\"\\/\b\f\n\r\t";
    char letter = ++at_ < text_.size() ? text_[at_] : '\0';
    if (auto found = letters.find(letter); found != std::string_view::npos and letter != '\0') {
      out += meanings[found];
      return;
    }
    if (letter != 'u') fail("unknown escape in a text");
    auto point = unit();
    if (point >= 0xD800 and point < 0xDC00 and text_.substr(at_ + 1).starts_with("\\u")) {
      at_ += 2;
      auto low = unit();
      point = low >= 0xDC00 and low < 0xE000 ? 0x10000 + ((point - 0xD800) << 10) + (low - 0xDC00) : 0xFFFD;
    }
    text::append(out, point >= 0xD800 and point < 0xE000 ? 0xFFFD : point);
  }

  char32_t unit() {
    char32_t value = 0;
    for (int i = 0; i < 4; ++i) {
      char c = ++at_ < text_.size() ? text_[at_] : '\0';
      int digit = c >= '0' and c <= '9'   ? c - '0'
                  : c >= 'a' and c <= 'f' ? c - 'a' + 10
                  : c >= 'A' and c <= 'F' ? c - 'A' + 10
                                          : -1;
      if (digit < 0) fail("expected four hexadecimal digits");
      value = value * 16 + static_cast<char32_t>(digit);
    }
    return value;
  }

  Value word(std::string_view word, Value value) {
    if (not text_.substr(at_).starts_with(word)) fail("expected a value");
    at_ += word.size();
    return value;
  }

  Value number() {
    auto end = text_.find_first_not_of("0123456789+-.eE", at_);
    auto digits = text_.substr(at_, end == std::string_view::npos ? end : end - at_);
    bool starts_well = not digits.empty() and (digits[0] == '-' or (digits[0] >= '0' and digits[0] <= '9'));
    auto parsed = starts_well ? Decimal::parse(digits) : std::nullopt;
    if (not parsed) fail("expected a value");
    at_ += digits.size();
    return *parsed;
  }

  [[nodiscard]] char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  void skip() {
    while (at_ < text_.size() and std::string_view{" \t\r\n"}.find(text_[at_]) != std::string_view::npos) ++at_;
  }
  void take(char c) {
    if (peek() != c or at_ >= text_.size()) fail(std::string{"expected `"} + c + "`");
    ++at_;
  }
  [[noreturn]] void fail(std::string message) const {
    throw SyntaxError{diagnostic_at(text_, at_, std::move(message))};
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

std::string to_json(Value const& value) {
  std::string out;
  write(out, value);
  return out;
}

Result<Value, Diagnostic> from_json(std::string_view text) {
  try {
    return Reader{text}.document();
  } catch (SyntaxError& error) {
    return failure(std::move(error.diagnostic));
  } catch (LimitExceeded const& error) {
    return failure(diagnostic_at(text, 0, error.what()));
  }
}

Value from_text(std::string_view text, Type const& type) {
  switch (type.kind()) {
    case TypeKind::boolean:
      return text == "true" or text == "1" ? Value{true} : text == "false" or text == "0" ? Value{false} : Value{};
    case TypeKind::number:
      return Decimal::parse(text);
    case TypeKind::string:
      return text;
    case TypeKind::date:
      return Date::parse(text);
    case TypeKind::time:
      return Time::parse(text);
    case TypeKind::date_time: {
      if (auto moment = DateTime::parse(text)) return *moment;
      auto date = Date::parse(text);
      return date ? Value{DateTime::of(*date, Time{})} : Value{};
    }
    case TypeKind::days_duration:
      return DaysDuration::parse(text);
    case TypeKind::months_duration:
      return MonthsDuration::parse(text);
    default:
      return {};
  }
}

}  // namespace kreislauf::feel

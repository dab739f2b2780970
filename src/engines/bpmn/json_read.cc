#include "engines/bpmn/value.h"

namespace kreislauf::bpmn {

using ValueKind = feel::Kind;

namespace {

constexpr int deepest = 64;

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  Result<Value> read_all() {
    auto value = read(0);
    if (value and not at_end()) return wrong("nothing more");
    return value;
  }

 private:
  Result<Value> read(int depth) {
    if (depth > deepest) return wrong("at most 64 levels");
    if (at_end()) return wrong("a value");
    switch (text_[at_]) {
      case '{':
        return object(depth);
      case '[':
        return list(depth);
      case '"':
        return string().map([](std::string text) { return Value(std::move(text)); });
      case 't':
        return word("true", Value(true));
      case 'f':
        return word("false", Value(false));
      case 'n':
        return word("null", Value());
      default:
        return number();
    }
  }

  Result<Value> object(int depth) {
    feel::Entries fields;
    for (bool more = not opens_empty('}'); more;) {
      if (at_end() or text_[at_] != '"') return wrong("a name in quotes");
      auto name = string();
      if (not name) return failure(name.error());
      if (not take(':')) return wrong("a colon");
      auto value = read(depth + 1);
      if (not value) return value;
      fields.emplace_back(std::move(*name), std::move(*value));
      if (take('}')) break;
      if (not take(',')) return wrong("a comma or }");
    }
    bool const literal =
        fields.size() == 1 and fields.front().first == "@" and fields.front().second.is(ValueKind::string);
    if (literal) return temporal(fields.front().second.string());
    return Value::context(std::move(fields));
  }

  Result<Value> temporal(std::string const& text) const {
    if (auto const date = feel::Date::parse(text)) return Value(*date);
    if (auto const both = feel::DateTime::parse(text)) return Value(*both);
    if (auto const time = feel::Time::parse(text)) return Value(*time);
    if (auto const days = feel::DaysDuration::parse(text)) return Value(*days);
    if (auto const months = feel::MonthsDuration::parse(text)) return Value(*months);
    return wrong("a date, time or duration");
  }

  Result<Value> list(int depth) {
    feel::Values values;
    for (bool more = not opens_empty(']'); more;) {
      auto value = read(depth + 1);
      if (not value) return value;
      values.push_back(std::move(*value));
      if (take(']')) break;
      if (not take(',')) return wrong("a comma or ]");
    }
    return Value::list(std::move(values));
  }

  Result<std::string> string() {
    std::string out;
    for (++at_; at_ < text_.size(); ++at_) {
      char const c = text_[at_];
      if (c == '"') {
        ++at_;
        return out;
      }
      if (static_cast<unsigned char>(c) < 0x20) break;
      if (c != '\\')
        out += c;
      else if (not escape(out))
        break;
    }
    return wrong("the end of a text");
  }

  bool escape(std::string& out) {
    if (++at_ >= text_.size()) return false;
    static constexpr std::string_view from = "\"\\/bfnrt", to = "\"\\/\b\f\n\r\t";
    if (auto const place = from.find(text_[at_]); place != from.npos) {
      out += to[place];
      return true;
    }
    if (text_[at_] != 'u') return false;
    std::uint32_t code = 0;
    if (not hex4(code)) return false;
    if (code >= 0xD800 and code < 0xDC00) {
      std::uint32_t low = 0;
      if (text_.substr(at_ + 1, 2) != "\\u") return false;
      at_ += 2;
      if (not hex4(low) or low < 0xDC00 or low > 0xDFFF) return false;
      code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
    } else if (code >= 0xDC00 and code <= 0xDFFF) {
      return false;
    }
    append_utf8(out, code);
    return true;
  }

  bool hex4(std::uint32_t& code) {
    if (at_ + 4 >= text_.size()) return false;
    for (int i = 0; i < 4; ++i) {
      char const c = text_[++at_];
      auto const place =
          std::string_view("0123456789abcdef").find(static_cast<char>(c >= 'A' and c <= 'F' ? c + 32 : c));
      if (place == std::string_view::npos) return false;
      code = code * 16 + static_cast<std::uint32_t>(place);
    }
    return true;
  }

  static void append_utf8(std::string& out, std::uint32_t code) {
    auto const tail = [&](int shift) { out += static_cast<char>(0x80 | ((code >> shift) & 0x3F)); };
    if (code < 0x80) {
      out += static_cast<char>(code);
    } else if (code < 0x800) {
      out += static_cast<char>(0xC0 | (code >> 6));
      tail(0);
    } else if (code < 0x10000) {
      out += static_cast<char>(0xE0 | (code >> 12));
      tail(6), tail(0);
    } else {
      out += static_cast<char>(0xF0 | (code >> 18));
      tail(12), tail(6), tail(0);
    }
  }

  Result<Value> number() {
    auto const start = at_;
    if (text_[at_] == '-') ++at_;
    auto const digits = [&] {
      auto const first = at_;
      while (at_ < text_.size() and text_[at_] >= '0' and text_[at_] <= '9') ++at_;
      return at_ > first;
    };
    if (not digits()) return wrong("a value");
    if (at_ < text_.size() and text_[at_] == '.' and (++at_, not digits())) return wrong("digits");
    if (at_ < text_.size() and (text_[at_] == 'e' or text_[at_] == 'E')) {
      ++at_;
      if (at_ < text_.size() and (text_[at_] == '+' or text_[at_] == '-')) ++at_;
      if (not digits()) return wrong("digits");
    }
    auto const number = feel::Decimal::parse(text_.substr(start, at_ - start));
    if (not number) return wrong("a number of at most 34 digits");
    return Value(*number);
  }

  Result<Value> word(std::string_view expected, Value value) {
    if (text_.substr(at_, expected.size()) != expected) return wrong("a value");
    at_ += expected.size();
    return value;
  }

  bool opens_empty(char close) {
    ++at_;
    return take(close);
  }

  bool take(char c) {
    if (at_end() or text_[at_] != c) return false;
    ++at_;
    at_end();
    return true;
  }

  bool at_end() {
    while (at_ < text_.size() and std::string_view(" \t\r\n").find(text_[at_]) != std::string_view::npos) ++at_;
    return at_ >= text_.size();
  }

  tl::unexpected<std::string> wrong(std::string_view expected) const {
    return failure("not JSON at position " + std::to_string(at_) + ": expected " + std::string(expected));
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

Result<Value> from_json(std::string_view text) { return Reader(text).read_all(); }

}  // namespace kreislauf::bpmn

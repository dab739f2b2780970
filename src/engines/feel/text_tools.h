#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kreislauf::feel {

inline void append_padded(std::string& out, std::int64_t number, std::size_t width) {
  auto digits = std::to_string(number);
  if (digits.size() < width) out.append(width - digits.size(), '0');
  out += digits;
}

/// Reads a fixed notation from left to right; every step says whether it fitted.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_{text} {}
  [[nodiscard]] bool at_end() const { return at_ == text_.size(); }
  [[nodiscard]] char peek() const { return at_end() ? '\0' : text_[at_]; }
  [[nodiscard]] std::string_view rest() const { return text_.substr(at_); }
  bool take(char c) {
    if (peek() != c or at_end()) return false;
    ++at_;
    return true;
  }
  /// `least` to `most` digits, as many as there are.
  std::optional<std::int64_t> digits(std::size_t least, std::size_t most) {
    std::int64_t number = 0;
    std::size_t count = 0;
    while (count < most and peek() >= '0' and peek() <= '9') {
      number = number * 10 + (text_[at_++] - '0');
      ++count;
    }
    if (count < least) return std::nullopt;
    taken_ = count;
    return number;
  }
  [[nodiscard]] std::size_t digits_taken() const { return taken_; }
  void skip(std::size_t count) { at_ += count; }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t taken_ = 0;
};

}  // namespace kreislauf::feel

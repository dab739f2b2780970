#pragma once

#include <string>
#include <string_view>

#include "engines/feel/feel.h"

namespace kreislauf::feel::internal {

/// Thrown inside the parser, turned into the failing side of `compile`.
struct SyntaxError {
  Diagnostic diagnostic;
};

[[nodiscard]] Diagnostic diagnostic_at(std::string_view source, std::size_t position, std::string message,
                                       std::string suggestion = {});

[[nodiscard]] bool is_name_start(char32_t c);
[[nodiscard]] bool is_name_part(char32_t c);
[[nodiscard]] bool is_space(char32_t c);
[[nodiscard]] bool is_keyword(std::string_view word);

/// `Monthly   Income` -> `Monthly Income`; also takes spaces at both ends away.
[[nodiscard]] std::string normalised_name(std::string_view name);

/// A cursor over FEEL source that skips spaces and comments. FEEL has no fixed words: what a name is depends on the
/// names that are known, so the parser asks for what it expects.
class Source {
 public:
  explicit Source(std::string_view text) : text_{text} { skip_space(); }

  [[nodiscard]] std::size_t position() const { return at_; }
  [[nodiscard]] std::string_view text() const { return text_; }
  void move_to(std::size_t position) {
    at_ = position;
    skip_space();
  }
  [[nodiscard]] bool at_end() const { return at_ >= text_.size(); }
  [[nodiscard]] char peek(std::size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }

  /// Takes this symbol if it comes next.
  bool take(std::string_view symbol);
  [[nodiscard]] bool next_is(std::string_view symbol) const { return text_.substr(at_).starts_with(symbol); }
  /// Takes this keyword if it comes next as a whole word.
  bool take_word(std::string_view word);
  [[nodiscard]] bool next_word_is(std::string_view word) const;
  void expect(std::string_view symbol, std::string_view where);
  void expect_word(std::string_view word, std::string_view where);

  /// The plain word at the cursor (letters, digits, `_`, `?`), empty if there is none; does not move.
  [[nodiscard]] std::string_view word() const;
  /// The end of `name` if it stands at `from`, any spaces matching any spaces; npos otherwise.
  [[nodiscard]] std::size_t match_name(std::string_view name, std::size_t from) const;
  /// Words up to the next keyword or symbol, joined by one space; moves behind them.
  std::string joined_words();

  std::string string_literal();
  /// The digits of a number literal, `1..3` stops before the dots; moves behind it.
  std::string_view number_literal();

  [[noreturn]] void fail(std::string message, std::string suggestion = {}) const {
    fail_at(at_, std::move(message), std::move(suggestion));
  }
  [[noreturn]] void fail_at(std::size_t position, std::string message, std::string suggestion = {}) const;
  [[nodiscard]] std::string shown_next() const;  ///< what stands at the cursor, for a message

 private:
  [[nodiscard]] std::string advice() const;
  void skip_space();
  void escape(std::string& out);
  char32_t hex(std::size_t digits);
  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace kreislauf::feel::internal

#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// A typed line in pieces, for the readers of days and times.
namespace kreislauf::typed {

struct Token {
  enum class Kind : std::uint8_t { number, word, sign } kind;
  std::string text;    ///< digits; a word as `key_of` writes it; or one sign
  bool apart = false;  ///< a blank stands before it

  bool is(std::string_view other) const { return text == other; }
  bool number() const { return kind == Kind::number; }
  bool word() const { return kind == Kind::word; }
  /// Its value, 0 to 99,999,999; -1 when it is no number or a longer one.
  int value() const;
};

/// What two spellings of a word share: lower case, no marks, umlauts as ae, oe, ue, one kind of Arabic ya and kaf.
std::string key_of(std::string_view word);

/// The pieces of what `plain` wrote, in their order. Commas, full stops and apostrophes of other scripts are the usual
/// ones.
std::vector<Token> tokens_of(std::string_view plain_text);

/// Takes a word or sign out of the front, if it stands there.
bool skip(std::span<Token const>& tokens, std::string_view text);

}  // namespace kreislauf::typed

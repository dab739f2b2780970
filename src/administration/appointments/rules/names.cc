#include "administration/appointments/rules/names.h"

#include <algorithm>
#include <string>
#include <vector>

#include "base/text.h"

namespace kreislauf::appointments {

namespace {

/// What stands for an apostrophe in DIN 91379 names and on keyboards.
bool is_apostrophe(char32_t c) {
  return c == U'\'' or c == U'`' or c == U'\u00B4' or (c >= U'\u2018' and c <= U'\u201B') or
         (c >= U'\u02B9' and c <= U'\u02BF') or c == U'\u2032' or c == U'\uA78C' or c == U'\uFF07';
}

/// Letters and digits of all scripts; hyphens, commas and blanks of all kinds are between words.
bool is_between(char32_t c) {
  bool const letter = (c >= U'0' and c <= U'9') or (c >= U'A' and c <= U'Z') or (c >= U'a' and c <= U'z');
  bool const sign = c == U'\u00B7' or c == U'\u00A0' or c == U'\u00AD' or (c >= U'\u2000' and c <= U'\u206F') or
                    c == U'\u2212' or c == U'\u3000';
  return sign or (c < 0x80 and not letter);
}

enum class Apostrophe { joins, parts };

std::vector<std::string> words_of(std::string_view text, Apostrophe apostrophe) {
  std::vector<std::string> words;
  std::string plain;
  for (std::size_t at = 0; at < text.size();) {
    auto const c = text::next_code_point(text, at);
    if (is_apostrophe(c)) {
      if (apostrophe == Apostrophe::parts) plain += ' ';
    } else if (is_between(c)) {
      plain += ' ';
    } else {
      text::append(plain, c);
    }
  }
  auto const folded = text::folded(plain);
  for (auto const part : text::split(folded, ' ')) {
    if (not part.empty()) words.emplace_back(part);
  }
  return words;
}

/// As typed: ä is one letter.
std::size_t letters_in(std::string_view text) {
  std::size_t letters = 0;
  for (std::size_t at = 0; at < text.size();) {
    auto const c = text::next_code_point(text, at);
    if (not is_apostrophe(c) and not is_between(c)) ++letters;
  }
  return letters;
}

/// Typed without marks, ä is an a as often as an ae.
std::string without_e(std::string_view word) {
  std::string out;
  for (std::size_t i = 0; i < word.size(); ++i) {
    bool const umlaut =
        word[i] == 'e' and i > 0 and std::string_view{"aou"}.find(word[i - 1]) != std::string_view::npos;
    if (not umlaut) out += word[i];
  }
  return out;
}

bool begins(std::string const& word, std::string const& asked) {
  return word.starts_with(asked) or without_e(word).starts_with(without_e(asked));
}

}  // namespace

bool is_called(std::string_view name, std::string_view asked) {
  auto words = words_of(name, Apostrophe::joins);
  for (auto& part : words_of(name, Apostrophe::parts)) words.push_back(std::move(part));
  auto const wanted = words_of(asked, Apostrophe::joins);
  return letters_in(asked) >= 2 and std::all_of(wanted.begin(), wanted.end(), [&](std::string const& one) {
           return std::any_of(words.begin(), words.end(), [&](std::string const& word) { return begins(word, one); });
         });
}

}  // namespace kreislauf::appointments

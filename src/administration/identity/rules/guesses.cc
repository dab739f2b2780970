#include "administration/identity/rules/guesses.h"

#include <algorithm>
#include <array>
#include <limits>
#include <string>

#include "administration/identity/rules/keyboard.h"
#include "administration/identity/rules/stolen_words.h"

namespace kreislauf::identity::rules {

namespace {

// What a piece is worth, in bits. Words by how many there are in their class: about a hundred, a thousand, ninety
// thousand.
constexpr int near_word = 6, most_used_word = 10, listed_word = 16;
constexpr int letter = 5, digit = 3, sign = 3, same_sign = 1;
constexpr int signs_as_letters = 1, repetition = 2, year = 6, known_number = 6, date = 11, walk_start = 7, turn = 2;
constexpr std::size_t shortest_walk = 3, shortest_walk_with_turns = 4, longest_walk = 20;

// Numbers that people put behind a word, beside years and sequences.
constexpr std::array<std::string_view, 5> known_numbers{"007", "0815", "1337", "4711", "42069"};

bool is_digit(char c) { return c >= '0' and c <= '9'; }
bool is_letter(char c) { return (c >= 'a' and c <= 'z') or static_cast<unsigned char>(c) >= 0x80; }

/// Signs that stand for letters in what people think is clever: `P@ssw0rd`. `one` is what 1 and ! stand for.
char letter_of(char c, char one) {
  static constexpr std::string_view signs = "@40$573", letters = "aaosste";
  if (c == '1' or c == '!' or c == '|') return one;
  auto const at = signs.find(c);
  return at == std::string_view::npos ? c : letters[at];
}

std::string with_letters(std::string_view text, char one) {
  std::string read{text};
  std::transform(read.begin(), read.end(), read.begin(), [one](char c) { return letter_of(c, one); });
  return read;
}

/// Two digits from `low` to `high` at the beginning; they are taken away.
bool takes_number(std::string_view& text, int low, int high) {
  if (text.size() < 2 or not is_digit(text[0]) or not is_digit(text[1])) return false;
  int const number = (text[0] - '0') * 10 + text[1] - '0';
  if (number < low or number > high) return false;
  text.remove_prefix(2);
  return true;
}

/// 1900 to 2039.
bool takes_year(std::string_view& text) {
  auto rest = text;
  bool const fine = takes_number(rest, 19, 19) ? takes_number(rest, 0, 99)
                                               : (takes_number(rest, 20, 20) and takes_number(rest, 0, 39));
  if (fine) text = rest;
  return fine;
}

void takes_sign(std::string_view& text) {
  if (not text.empty() and std::string_view{".-/ _"}.find(text[0]) != std::string_view::npos) text.remove_prefix(1);
}

std::size_t length_from_year(std::string_view text) {
  auto rest = text;
  if (not takes_year(rest)) return 0;
  takes_sign(rest);
  if (not takes_number(rest, 1, 12)) return 0;
  takes_sign(rest);
  return takes_number(rest, 1, 31) ? text.size() - rest.size() : 0;
}

std::size_t length_from_day(std::string_view text) {
  auto rest = text;
  if (not takes_number(rest, 1, 31)) return 0;
  takes_sign(rest);
  if (not takes_number(rest, 1, 12)) return 0;
  takes_sign(rest);
  return takes_year(rest) or takes_number(rest, 0, 99) ? text.size() - rest.size() : 0;
}

/// The length of the date at the beginning: `24.12.1988`, `241288`, `1988-12-24`; 0 when there is none.
std::size_t date_length(std::string_view text) { return std::max(length_from_year(text), length_from_day(text)); }

/// The cheapest way to each place of one reading of the password.
class Reading {
 public:
  Reading(std::string_view typed, std::string_view read, std::vector<std::string_view> const& near)
      : typed_{typed}, read_{read}, near_{near}, best_(typed.size() + 1, std::numeric_limits<int>::max()) {}

  int bits() {
    best_[0] = 0;
    for (at_ = 0; at_ < typed_.size(); ++at_) {
      // Every way to the end leads over one of these.
      auto const cheapest = *std::min_element(best_.begin() + static_cast<std::ptrdiff_t>(at_), best_.end());
      if (cheapest >= enough_bits) return cheapest;
      reach(1, single());
      words();
      walks();
      numbers();
      repetitions();
    }
    return best_.back();
  }

 private:
  void reach(std::size_t length, int cost) { best_[at_ + length] = std::min(best_[at_ + length], best_[at_] + cost); }

  int single() const {
    char const c = typed_[at_];
    if (is_letter(c)) return letter;
    if (is_digit(c)) return digit;
    return typed_.substr(0, at_).find(c) == std::string_view::npos ? sign : same_sign;
  }

  void words() {
    for (auto const word : near_) {
      if (read_.substr(at_).starts_with(word)) reach(word.size(), near_word + clever(word.size()));
    }
    auto const left = std::min(longest_known_word, typed_.size() - at_);
    for (auto length = shortest_known_word; length <= left; ++length) {
      word(known(read_.substr(at_, length)), length, clever(length));
      if (clever(length) > 0) word(known(typed_.substr(at_, length)), length, 0);
    }
  }
  void word(Known how, std::size_t length, int more) {
    if (how != Known::no) reach(length, more + (how == Known::most_used ? most_used_word : listed_word));
  }
  int clever(std::size_t length) const {
    return typed_.substr(at_, length) == read_.substr(at_, length) ? 0 : signs_as_letters;
  }

  void walks() {
    auto const left = std::min(longest_walk, typed_.size() - at_);
    for (auto length = shortest_walk; length <= left; ++length) {
      auto const turns = turns_of_walk(typed_.substr(at_, length));
      if (not turns) return;
      if (*turns == 0 or length >= shortest_walk_with_turns) reach(length, walk_start + turn * *turns);
    }
  }

  void numbers() {
    auto rest = typed_.substr(at_);
    if (auto const length = date_length(rest)) reach(length, date);
    for (auto const number : known_numbers) {
      if (rest.starts_with(number)) reach(number.size(), known_number);
    }
    if (takes_year(rest)) reach(4, year);
  }

  /// The same once more: `passwortpasswort`.
  void repetitions() {
    for (std::size_t length = 1; length <= at_ and at_ + length <= typed_.size(); ++length) {
      if (typed_.substr(at_ - length, length) == typed_.substr(at_, length)) reach(length, repetition);
    }
  }

  std::string_view typed_, read_;
  std::vector<std::string_view> const& near_;
  std::vector<int> best_;  ///< of the first n signs
  std::size_t at_ = 0;
};

}  // namespace

int bits_to_guess(std::string_view folded, std::vector<std::string_view> const& near) {
  auto const with_i = with_letters(folded, 'i'), with_l = with_letters(folded, 'l');
  auto const bits = Reading{folded, with_i, near}.bits();
  return with_i == with_l ? bits : std::min(bits, Reading{folded, with_l, near}.bits());
}

}  // namespace kreislauf::identity::rules

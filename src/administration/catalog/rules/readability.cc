#include "administration/catalog/rules/readability.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace kreislauf::catalog {

namespace {

constexpr std::array<std::string_view, 14> officialese_words{
    "hiermit",       "gemäß", "vorbehaltlich", "zwecks", "Antragsteller", "Antragstellerin", "Bescheidung",
    "diesbezüglich", "obig",  "seitens",       "behufs", "mittels",       "unverzüglich",    "fernmündlich"};

std::vector<std::string> sentences_of(Text const& text) {
  std::vector<std::string> pieces{text.name, text.teaser};
  for (auto const& blocks : text.modules) {
    for (auto const& block : blocks) {
      for (auto const& item : block.items) {
        std::string whole;
        for (auto const& piece : item) whole += piece.text;
        pieces.push_back(std::move(whole));
      }
    }
  }
  std::vector<std::string> sentences;
  for (auto const& piece : pieces) {
    std::string current;
    for (std::size_t i = 0; i < piece.size(); ++i) {
      current += piece[i];
      bool const mark = piece[i] == '.' or piece[i] == '!' or piece[i] == '?' or piece[i] == ':';
      bool const after_digit = i > 0 and piece[i] == '.' and piece[i - 1] >= '0' and piece[i - 1] <= '9';
      bool const at_end = i + 1 == piece.size() or piece[i + 1] == ' ';
      if (mark and at_end and not after_digit) sentences.push_back(std::move(current)), current.clear();
    }
    if (not text::trimmed(current).empty()) sentences.push_back(std::move(current));
  }
  return sentences;
}

std::vector<std::string> words_of(std::string_view sentence) {
  std::vector<std::string> words;
  for (auto const part : text::split(sentence, ' ')) {
    auto const folded = text::folded(part);
    bool const has_letter = std::any_of(folded.begin(), folded.end(), [](char c) { return c >= 'a' and c <= 'z'; });
    if (has_letter) words.emplace_back(part);
  }
  return words;
}

}  // namespace

/// Vowels, with diphthongs and doubled vowels as one: Hun-de-steu-er. The folded text writes ä, ö, ü as ae, oe, ue.
std::size_t syllables(std::string_view word) {
  static constexpr std::array<std::string_view, 14> together{"aeu", "ei", "ai", "au", "eu", "ie", "aa",
                                                             "ee",  "oo", "ae", "oe", "ue", "ay", "ey"};
  std::size_t count = 0;
  auto const folded = text::folded(word);
  for (std::string_view rest = folded; not rest.empty();) {
    auto const pair =
        std::find_if(together.begin(), together.end(), [&](auto sound) { return rest.starts_with(sound); });
    bool const vowel = std::string_view{"aeiouy"}.find(rest.front()) != std::string_view::npos;
    if (vowel) ++count;
    rest.remove_prefix(vowel and pair != together.end() ? pair->size() : 1);
  }
  return std::max<std::size_t>(count, 1);
}

Readability measure(Text const& text) {
  Readability result;
  std::size_t sentences = 0, words = 0, all_syllables = 0;
  for (auto const& sentence : sentences_of(text)) {
    auto const in_sentence = words_of(sentence);
    if (in_sentence.empty()) continue;
    ++sentences;
    words += in_sentence.size();
    for (auto const& word : in_sentence) all_syllables += syllables(word);
    if (in_sentence.size() > result.longest_sentence) {
      result.longest_sentence = in_sentence.size();
      result.longest = std::string{text::trimmed(sentence)};
    }
    for (auto const& word : in_sentence) {
      auto const folded = text::folded(word);
      for (auto const official : officialese_words) {
        if (folded.starts_with(text::folded(official))) result.officialese.emplace_back(official);
      }
    }
  }
  if (sentences == 0 or words == 0) return result;
  result.words_per_sentence = static_cast<double>(words) / static_cast<double>(sentences);
  result.flesch =
      180 - result.words_per_sentence - 58.5 * static_cast<double>(all_syllables) / static_cast<double>(words);
  return result;
}

}  // namespace kreislauf::catalog

#include "platform/search/analysis.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"

namespace kreislauf::search {

namespace {

struct Point {
  char32_t value = 0;  ///< 0 for a broken sequence
  std::size_t bytes = 1;
};

Point point_at(std::string_view text, std::size_t at) {
  auto const lead = static_cast<unsigned char>(text[at]);
  if (lead < 0x80) return {lead, 1};
  std::size_t const more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1;
  if (lead < 0xC2 or lead > 0xF4 or at + more >= text.size()) return {};
  char32_t value = lead & (0x3Fu >> more);
  for (std::size_t i = 1; i <= more; ++i) {
    auto const next = static_cast<unsigned char>(text[at + i]);
    if ((next & 0xC0) != 0x80) return {};
    value = value << 6 | (next & 0x3Fu);
  }
  return {value, more + 1};
}

bool is_word_letter(char32_t point) {
  if (point < 0x80)
    return (point >= 'a' and point <= 'z') or (point >= 'A' and point <= 'Z') or (point >= '0' and point <= '9');
  if (point < 0xC0 or point == 0xD7 or point == 0xF7) return false;  // Latin-1 signs
  if (point >= 0x2000 and point < 0x2C00) return false;              // punctuation, arrows, symbols
  if (point >= 0x3000 and point < 0x3040) return false;              // CJK punctuation
  if (point >= 0xD800 and point < 0xF900) return false;              // surrogates, private use
  return point < 0xFE00 or (point >= 0xFF10 and point < 0xFFF0) or (point >= 0x10000 and point < 0x1F000);
}

/// Letters that have no decomposition; their search form comes from DIN 91379.
constexpr std::array<std::pair<std::string_view, std::string_view>, 27>
    undecomposed{
        {
            {"þ", "th"}, {"ð", "d"}, {"œ", "oe"}, {"ə", "e"}, {"ŋ", "n"}, {"ħ", "h"},
            {"ŧ", "t"},  {"ĸ", "k"}, {"ƈ", "c"},  {"ɨ", "i"}, {"ʒ", "z"}, {"ǥ", "g"},
            {"ĳ", "ij"}, {"ŀ", "l"}, {"ŉ", "n"},  {"ſ", "s"}, {"ı", "i"},  // who types Turkish on another keyboard
            {"أ", "ا"},  // Arabic as people type it: without hamza and dots
            {"إ", "ا"},  {"آ", "ا"}, {"ى", "ي"},  {"ئ", "ي"}, {"ؤ", "و"}, {"ة", "ه"},
            {"ـ", ""},   {"’", ""},  // Ukrainian apostrophes
            {"ʼ", ""},
        }};

constexpr std::array<std::string_view, 14> separable{
    "ab", "an", "auf", "aus", "bei", "ein", "her", "hin", "mit", "nach", "um", "vor", "weg", "zu",
};

}  // namespace

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  std::size_t start = std::string_view::npos;
  for (std::size_t at = 0; at < text.size();) {
    auto const point = point_at(text, at);
    bool const letter = is_word_letter(point.value);
    if (letter and start == std::string_view::npos) start = at;
    if (not letter and start != std::string_view::npos) {
      words.push_back(text.substr(start, at - start));
      start = std::string_view::npos;
    }
    at += point.bytes;
  }
  if (start != std::string_view::npos) words.push_back(text.substr(start));
  return words;
}

std::vector<Token> query_tokens(std::string_view text) {
  std::size_t end = 0;
  for (std::size_t letters = 0; end < text.size() and letters < longest_query; ++letters)
    end += point_at(text, end).bytes;
  std::vector<Token> tokens;
  for (auto const& word : words_of(text.substr(0, end))) {
    if (tokens.size() == most_words) break;
    auto const before = text.substr(0, static_cast<std::size_t>(word.data() - text.data()));
    auto const opened = before.rfind('('), closed = before.rfind(')');
    bool const aside =
        opened != std::string_view::npos and opened > 0 and (closed == std::string_view::npos or closed < opened);
    if (auto folded = fold(word); not folded.empty()) tokens.push_back({word, std::move(folded), aside});
  }
  return tokens;
}

std::string fold(std::string_view raw) {
  auto folded = text::folded(raw);
  bool const plain =
      std::all_of(folded.begin(), folded.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  if (not plain) {
    for (auto const& [letter, form] : undecomposed) {
      for (auto at = folded.find(letter); at != std::string::npos; at = folded.find(letter, at)) {
        folded.replace(at, letter.size(), form);
      }
    }
  }
  if (folded.size() > longest_word) folded.resize(longest_word);
  return folded;
}

std::string loose(std::string_view folded) {
  std::string out;
  out.reserve(folded.size());
  for (std::size_t i = 0; i < folded.size(); ++i) {
    char const c = folded[i];
    if (c == 'e' and i > 0 and (folded[i - 1] == 'a' or folded[i - 1] == 'o' or folded[i - 1] == 'u')) continue;
    if (not out.empty() and out.back() == c) continue;  // "Hunndesteuer", "Reisepas", "aa" for å
    out += c;
  }
  return out;
}

bool is_separable_prefix(std::string_view folded) {
  return std::find(separable.begin(), separable.end(), folded) != separable.end();
}

std::vector<std::string> verb_forms(std::string_view folded) {
  std::vector<std::string> forms;
  for (auto const& prefix : separable) {
    if (not folded.starts_with(prefix)) continue;
    auto const rest = folded.substr(prefix.size());
    if (rest.size() < 5 or not(rest.starts_with("ge") or rest.starts_with("zu"))) continue;
    auto root = rest.substr(2);
    if (root.ends_with("en"))
      root.remove_suffix(2);
    else if (root.ends_with("et"))
      root.remove_suffix(2);
    else if (root.ends_with("t"))
      root.remove_suffix(1);
    else
      continue;
    if (root.size() < 3) continue;  // "angebot"
    forms.push_back(std::string{prefix}.append(root).append("en"));
  }
  return forms;
}

}  // namespace kreislauf::search

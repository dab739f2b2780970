#include "platform/search/stemmer.h"

#include <libstemmer.h>

#include <array>
#include <new>

#include "base/text.h"

namespace kreislauf::search {

namespace {

constexpr std::size_t first_letters = 5;

/// The longest first. What is left must still be a word.
constexpr std::array<std::string_view, 7> arabic_before{"وال", "بال", "كال", "فال", "ال", "لل", "و"};
constexpr std::array<std::string_view, 9> arabic_after{"ها", "ان", "ات", "ون", "ين", "يه", "ه", "ة", "ي"};
constexpr std::size_t arabic_letter = 2;  // bytes

std::string without_article_and_endings(std::string_view word) {
  for (auto const& before : arabic_before) {
    if (not word.starts_with(before) or word.size() < before.size() + 2 * arabic_letter) continue;
    // A single "and" is taken away only where much is left: it begins many words.
    if (before.size() == arabic_letter and word.size() < 5 * arabic_letter) continue;
    word.remove_prefix(before.size());
    break;
  }
  for (auto const& after : arabic_after) {
    if (not word.ends_with(after) or word.size() < after.size() + 3 * arabic_letter) continue;
    word.remove_suffix(after.size());
    break;
  }
  return std::string{word};
}

}  // namespace

Stemmer::Stemmer(Language language) : language_{language} {
  if (language > Language::english) return;
  stemmer_ = sb_stemmer_new(language == Language::german ? "german" : "english", nullptr);
  if (stemmer_ == nullptr) throw std::bad_alloc{};
}

Stemmer::~Stemmer() {
  if (stemmer_ != nullptr) sb_stemmer_delete(stemmer_);
}

std::string Stemmer::stem(std::string_view folded) {
  if (language_ == Language::arabic) return without_article_and_endings(folded);
  if (stemmer_ == nullptr) return std::string{folded.substr(0, text::byte_of(folded, first_letters))};
  auto const* bytes = reinterpret_cast<sb_symbol const*>(folded.data());
  auto const* result = sb_stemmer_stem(stemmer_, bytes, static_cast<int>(folded.size()));
  if (result == nullptr) throw std::bad_alloc{};
  return {reinterpret_cast<char const*>(result), static_cast<std::size_t>(sb_stemmer_length(stemmer_))};
}

}  // namespace kreislauf::search

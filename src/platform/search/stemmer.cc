#include "platform/search/stemmer.h"

#include <libstemmer.h>

#include <new>

namespace kreislauf::search {

Stemmer::Stemmer(Language language)
    : stemmer_{sb_stemmer_new(language == Language::german ? "german" : "english", nullptr)} {
  if (stemmer_ == nullptr) throw std::bad_alloc{};
}

Stemmer::~Stemmer() { sb_stemmer_delete(stemmer_); }

std::string Stemmer::stem(std::string_view folded) {
  auto const* bytes = reinterpret_cast<sb_symbol const*>(folded.data());
  auto const* result = sb_stemmer_stem(stemmer_, bytes, static_cast<int>(folded.size()));
  if (result == nullptr) throw std::bad_alloc{};
  return {reinterpret_cast<char const*>(result), static_cast<std::size_t>(sb_stemmer_length(stemmer_))};
}

}  // namespace kreislauf::search

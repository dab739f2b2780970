#pragma once

#include <string>
#include <string_view>

#include "platform/search/search.h"

struct sb_stemmer;

namespace kreislauf::search {

/// Snowball for German and English. Turkish and Ukrainian words are cut after their first letters, which for languages
/// of many endings finds as much as a true stemmer; of Arabic words article and common endings are taken away
/// (light10). Not for two threads at once: it holds its last word, so each query makes its own.
class Stemmer {
 public:
  explicit Stemmer(Language language);
  Stemmer(Stemmer const&) = delete;
  Stemmer& operator=(Stemmer const&) = delete;
  ~Stemmer();

  /// Takes a folded word.
  std::string stem(std::string_view folded);

 private:
  sb_stemmer* stemmer_ = nullptr;  ///< only where Snowball is used
  Language language_;
};

}  // namespace kreislauf::search

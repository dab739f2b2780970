#pragma once

#include <string>
#include <string_view>

#include "platform/search/search.h"

struct sb_stemmer;

namespace kreislauf::search {

/// Snowball. Not for two threads at once: it holds its last word, so each query makes its own.
class Stemmer {
 public:
  explicit Stemmer(Language language);
  Stemmer(Stemmer const&) = delete;
  Stemmer& operator=(Stemmer const&) = delete;
  ~Stemmer();

  /// Takes a folded word.
  std::string stem(std::string_view folded);

 private:
  sb_stemmer* stemmer_;
};

}  // namespace kreislauf::search

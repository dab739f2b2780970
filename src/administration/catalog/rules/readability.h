#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "administration/catalog/model.h"

namespace kreislauf::catalog {

/// How plain a German text is.
struct Readability {
  double flesch = 0;  ///< Flesch-Amstad: 180 - words per sentence - 58.5 x syllables per word; 60 and more is plain
  double words_per_sentence = 0;
  std::size_t longest_sentence = 0;
  std::string longest;                   ///< the longest sentence itself
  std::vector<std::string> officialese;  ///< words that residents should not have to read
};

/// Looks at all parts of a text. Every list item is a sentence of its own.
Readability measure(Text const& text);

std::size_t syllables(std::string_view word);

}  // namespace kreislauf::catalog

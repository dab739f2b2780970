#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "platform/search/search.h"

namespace kreislauf::search {

/// Words and short phrases that mean something of themselves ("Öffnungszeiten", "wann offen"): finds which of them a
/// query says, in any order, with endings and typos of long words. Built once, then read by any number of threads.
class Phrases {
 public:
  struct Match {
    std::uint32_t id = 0;     ///< the caller's number
    std::uint32_t words = 0;  ///< bit per word of the query
    int length = 0;           ///< words of the phrase
  };

  void add(std::uint32_t id, Language language, std::string_view phrase);
  /// All phrases of these languages whose words the text has, the longest first.
  std::vector<Match> find(std::string_view text, std::vector<Language> const& languages) const;
  /// The words of the text that carry meaning, without those of the bits; as they were typed.
  static std::string rest(std::string_view text, std::uint32_t words, Language language);

 private:
  struct Phrase {
    std::uint32_t id = 0;
    std::vector<std::uint32_t> words;  ///< numbers of stems
  };
  struct Table {
    std::unordered_map<std::string, std::uint32_t> stems;
    std::vector<std::string> spelled;  ///< by number: the stem
    std::vector<Phrase> phrases;
    std::vector<std::vector<std::uint32_t>> phrases_with;  ///< by number of a stem
  };
  std::vector<std::uint32_t> stems_of(Table const& table, std::string_view folded, Language language) const;
  void find_in(Table const& table, std::string_view text, Language language, std::vector<Match>& found) const;

  std::array<Table, 5> tables_;  ///< by language
};

}  // namespace kreislauf::search

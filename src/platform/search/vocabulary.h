#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "platform/search/compounds.h"

namespace kreislauf::search {

/// A term by which a word of the query may be meant, and how likely that is.
struct Alternative {
  std::uint32_t term = 0;
  float weight = 1;
};

/// All words of the catalogue and of the synonym table, each with the term (stem) it belongs to.
class Vocabulary {
 public:
  /// The number of a stem, new or known.
  std::uint32_t term(std::string_view stem);
  /// A written form, how often it occurs, and how it is spelled for people.
  void add(std::string_view folded, std::uint32_t term, std::uint32_t count, std::string_view display);
  /// Sorts the tables. Called once, after the last add.
  void seal();

  std::optional<std::uint32_t> find(std::string_view stem) const;
  /// Terms whose stem differs in umlauts or doubled letters only.
  std::span<std::uint32_t const> loosely(std::string_view stem) const;
  bool knows(std::string_view folded) const;

  /// Terms of the commonest words that begin so.
  std::vector<Alternative> beginning(std::string_view prefix, std::size_t limit) const;

  struct Near {
    std::uint32_t word = 0;
    std::uint32_t distance = 0;
  };
  /// Words within the typos allowed for this length, nearest and commonest first.
  std::vector<Near> near(std::string_view folded, std::size_t limit) const;
  /// The same for an unfinished word.
  std::vector<Near> near_beginning(std::string_view folded, std::size_t limit) const;

  std::uint32_t term_of(std::uint32_t word) const { return words_[word].term; }
  std::string_view display(std::uint32_t word) const { return displays_[word]; }
  std::string_view stem(std::uint32_t term) const { return stems_[term]; }
  std::size_t terms() const { return stems_.size(); }
  std::size_t words() const { return words_.size(); }
  std::size_t bytes() const;

 private:
  struct Word {
    std::uint64_t signature = 0;
    std::uint32_t term = 0;
    std::uint32_t count = 0;
    std::string folded;
  };
  void rank(std::vector<Near>& found, std::string_view folded, std::size_t limit) const;

  StringMap<std::uint32_t> term_by_stem_;
  std::vector<std::string_view> stems_;  // keys of term_by_stem_, which never moves them
  StringMap<std::uint32_t> word_by_form_;
  StringMap<std::vector<std::uint32_t>> terms_by_loose_;
  std::vector<Word> words_;  // sorted by form once sealed
  std::vector<std::string> displays_;
  std::vector<std::uint64_t> signatures_;  // beside words_, so that a scan reads 8 bytes a word
  std::vector<std::uint8_t> lengths_;
};

/// Typos allowed in a word of this many letters; of four, two neighbours may have changed places ("hnud"), no more:
/// "Zelt" is not "Zeit".
constexpr std::uint32_t typos_allowed(std::size_t letters) { return letters < 4 ? 0 : letters < 8 ? 1 : 2; }

/// Optimal string alignment: insert, delete, replace, swap neighbours; limit + 1 when more than limit.
std::uint32_t typo_distance(std::string_view a, std::string_view b, std::uint32_t limit);

}  // namespace kreislauf::search

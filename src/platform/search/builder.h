#pragma once

#include <vector>

#include "platform/search/analysis.h"
#include "platform/search/stemmer.h"
#include "platform/search/store.h"

namespace kreislauf::search::detail {

/// A written form, analysed once however often it occurs.
struct Form {
  std::string folded;
  std::uint32_t term = 0;
  WordClass word_class = WordClass::content;
  struct Part {
    std::uint32_t term = 0;
    float portion = 0;  ///< of the letters of the whole
  };
  std::vector<Part> parts;
};

/// Gathers words, terms and compounds of all texts, before any posting is made.
class Lexicon {
 public:
  explicit Lexicon(Store& store) : store_{store}, stemmer_{store.language} {}

  /// Numbers of the forms of a text, in order. `count` says how much each occurrence weighs in splitting and
  /// typing.
  std::vector<std::uint32_t> read(std::string_view text, std::uint32_t count);
  /// Ends the reading: the vocabulary is sealed, compounds are split.
  void finish();

  Form const& form(std::uint32_t number) const { return forms_[number]; }

 private:
  std::uint32_t add(std::string_view raw);
  void split(Form& form) const;

  Store& store_;
  Stemmer stemmer_;
  StringMap<std::uint32_t> by_raw_;
  StringMap<std::uint32_t> by_folded_;
  std::vector<Form> forms_;
  std::vector<std::uint32_t> counts_;
  std::vector<std::string> displays_;
};

/// Turns the synonym table into rules. Must follow the postings, whose frequencies it needs.
void add_rules(Store& store, Lexicon& lexicon, std::vector<Synonym> const& table);

}  // namespace kreislauf::search::detail

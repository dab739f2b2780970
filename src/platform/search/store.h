#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "platform/search/compounds.h"
#include "platform/search/search.h"
#include "platform/search/vocabulary.h"

namespace kreislauf::search::detail {

constexpr std::uint8_t no_position = 255;
constexpr std::size_t most_positions = 16;  ///< words of a name that count for exactness

/// One term in one document, with everything the ranking needs to know about it.
struct Posting {
  std::uint32_t document = 0;           ///< position in Store::documents
  std::uint8_t quality = 0;             ///< BM25F over the fields, saturated, 255 = 1
  std::uint8_t position = no_position;  ///< of the word in the name
  std::uint8_t share = 0;               ///< how much of the name this term says, 255 = all
};

struct Term {
  std::uint32_t first = 0;  ///< position in Store::postings
  std::uint32_t count = 0;
  float idf = 0;
};

struct Entry {
  std::uint32_t id = 0;
  float prior = 0;
  std::string name;
  std::string key;
};

/// A word of the official language and what it may look like in the catalogue.
struct OfficialWord {
  std::vector<Alternative> terms;
  float idf = 0;
};

/// A line of the synonym table, analysed.
struct Rule {
  std::vector<std::uint32_t> everyday;  ///< terms that must all be in the query
  std::vector<OfficialWord> official;
  float weight = 1;
};

struct Store {
  Language language = Language::german;
  Vocabulary vocabulary;
  Splitter splitter;
  std::vector<Term> terms;
  std::vector<Posting> postings;                           // by term, then document
  std::vector<Entry> documents;                            // by length of name, then key
  std::unordered_map<std::uint32_t, std::uint32_t> by_id;  // id -> position in documents
  std::vector<Rule> rules;
  std::unordered_map<std::uint32_t, std::vector<std::uint32_t>> rules_by_term;
  std::vector<std::pair<std::uint64_t, std::uint32_t>> phrases;  // whole names and keywords -> document
  float unknown_idf = 0;                                         // of a word that no document has

  std::span<Posting const> postings_of(std::uint32_t term) const {
    auto const& entry = terms[term];
    return std::span{postings}.subspan(entry.first, entry.count);
  }
};

/// Order-free fingerprint of the terms of a phrase.
std::uint64_t fingerprint(std::vector<std::uint32_t> terms);

}  // namespace kreislauf::search::detail

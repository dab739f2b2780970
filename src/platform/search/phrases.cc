#include "platform/search/phrases.h"

#include <algorithm>

#include "platform/search/analysis.h"
#include "platform/search/stemmer.h"
#include "platform/search/vocabulary.h"

namespace kreislauf::search {

namespace {

constexpr std::size_t least_letters = 6;  ///< of a stem that may be mistyped: "Zelt" is not "Zeit"

}  // namespace

void Phrases::add(std::uint32_t id, Language language, std::string_view text) {
  auto& table = tables_[static_cast<std::size_t>(language)];
  Stemmer stemmer{language};
  Phrase phrase{.id = id, .words = {}};
  for (auto const& token : query_tokens(text)) {
    auto const next = static_cast<std::uint32_t>(table.spelled.size());
    auto const [stem, fresh] = table.stems.try_emplace(stemmer.stem(token.folded), next);
    if (fresh) {
      table.spelled.push_back(stem->first);
      table.phrases_with.emplace_back();
    }
    phrase.words.push_back(stem->second);
  }
  if (phrase.words.empty()) return;
  table.phrases_with[phrase.words.front()].push_back(static_cast<std::uint32_t>(table.phrases.size()));
  table.phrases.push_back(std::move(phrase));
}

/// The stems that a word may be: itself, else what is a typo away and begins alike.
std::vector<std::uint32_t> Phrases::stems_of(Table const& table, std::string_view folded, Language language) const {
  auto const stem = Stemmer{language}.stem(folded);
  if (auto const known = table.stems.find(stem); known != table.stems.end()) return {known->second};
  std::vector<std::uint32_t> near;
  auto const allowed = stem.size() < least_letters ? 0 : typos_allowed(stem.size());
  if (allowed == 0 or language > Language::english) return near;
  for (std::uint32_t number = 0; number < table.spelled.size(); ++number) {
    auto const& other = table.spelled[number];
    bool const alike = not other.empty() and other.front() == stem.front() and other.size() >= least_letters;
    if (alike and typo_distance(stem, other, allowed) <= allowed) near.push_back(number);
  }
  return near;
}

void Phrases::find_in(Table const& table, std::string_view text, Language language, std::vector<Match>& found) const {
  std::vector<std::vector<std::uint32_t>> meant;
  for (auto const& token : query_tokens(text)) meant.push_back(stems_of(table, token.folded, language));
  auto const words_saying = [&](Phrase const& phrase) {
    std::uint32_t words = 0;
    for (auto const stem : phrase.words) {
      std::size_t at = 0;
      while (at < meant.size() and
             ((words >> at & 1u) != 0 or std::find(meant[at].begin(), meant[at].end(), stem) == meant[at].end())) {
        ++at;
      }
      if (at == meant.size()) return std::uint32_t{0};
      words |= 1u << at;
    }
    return words;
  };
  for (auto const& stems : meant) {
    for (auto const stem : stems) {
      for (auto const number : table.phrases_with[stem]) {
        auto const& phrase = table.phrases[number];
        if (auto const words = words_saying(phrase); words != 0)
          found.push_back({phrase.id, words, static_cast<int>(phrase.words.size())});
      }
    }
  }
}

std::vector<Phrases::Match> Phrases::find(std::string_view text, std::vector<Language> const& languages) const {
  std::vector<Match> found;
  for (auto const language : languages) find_in(tables_[static_cast<std::size_t>(language)], text, language, found);
  std::stable_sort(found.begin(), found.end(), [](auto const& a, auto const& b) { return a.length > b.length; });
  return found;
}

std::string Phrases::rest(std::string_view text, std::uint32_t words, Language language) {
  std::string rest;
  std::size_t at = 0;
  for (auto const& token : query_tokens(text)) {
    bool const said = (words >> at++ & 1u) != 0;
    if (said or word_class(token.folded, language) == WordClass::stop) continue;
    if (not rest.empty()) rest += ' ';
    rest += token.raw;
  }
  return rest;
}

}  // namespace kreislauf::search

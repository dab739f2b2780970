#include <algorithm>

#include "platform/search/builder.h"

namespace kreislauf::search::detail {

namespace {

constexpr float other_umlaut = 0.9f;
constexpr float part_of_word = 0.6f;

OfficialWord official_word(Store const& store, Form const& form) {
  OfficialWord word;
  word.idf = store.terms[form.term].idf;
  if (store.terms[form.term].count > 0) word.terms.push_back({form.term, 1});
  for (auto const term : store.vocabulary.loosely(store.vocabulary.stem(form.term))) {
    if (term != form.term and store.terms[term].count > 0) word.terms.push_back({term, other_umlaut});
  }
  if (not word.terms.empty()) return word;
  // The catalogue does not know the whole word: its parts may still lead there.
  word.idf = store.unknown_idf;
  for (auto const& part : form.parts) {
    if (store.terms[part.term].count > 0) word.terms.push_back({part.term, part_of_word});
  }
  return word;
}

Rule rule_of(Store const& store, Lexicon& lexicon, Synonym const& row) {
  Rule rule{.everyday = {}, .official = {}, .weight = row.weight};
  for (auto const number : lexicon.read(row.everyday, 0)) {
    auto const& form = lexicon.form(number);
    if (form.word_class != WordClass::stop) rule.everyday.push_back(form.term);
  }
  std::sort(rule.everyday.begin(), rule.everyday.end());
  rule.everyday.erase(std::unique(rule.everyday.begin(), rule.everyday.end()), rule.everyday.end());
  for (auto const number : lexicon.read(row.official, 0)) {
    auto const& form = lexicon.form(number);
    if (form.word_class != WordClass::stop) rule.official.push_back(official_word(store, form));
  }
  return rule;
}

}  // namespace

void add_rules(Store& store, Lexicon& lexicon, std::vector<Synonym> const& table) {
  for (auto const& row : table) {
    auto rule = rule_of(store, lexicon, row);
    bool const known =
        std::any_of(rule.everyday.begin(), rule.everyday.end(), [&](auto term) { return store.terms[term].count > 0; });
    if (row.if_unknown and known) continue;
    bool const leads_somewhere = std::any_of(rule.official.begin(), rule.official.end(),
                                             [](auto const& word) { return not word.terms.empty(); });
    if (rule.everyday.empty() or not leads_somewhere) continue;
    auto const number = static_cast<std::uint32_t>(store.rules.size());
    for (auto const term : rule.everyday) store.rules_by_term[term].push_back(number);
    store.rules.push_back(std::move(rule));
  }
}

}  // namespace kreislauf::search::detail

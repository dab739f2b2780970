#include "platform/search/reading.h"

#include <algorithm>
#include <array>
#include <bit>

namespace kreislauf::search::detail {

namespace {

constexpr float weak_word = 0.3f;
constexpr float word_aside = 0.35f;      ///< in brackets: said again in other words, or the law
constexpr float unknown_of_many = 0.4f;  ///< a long question holds words that mean nothing here
constexpr std::size_t many = 3;
constexpr float corrected_word = 0.75f;  ///< a guess must not outweigh what was typed right
constexpr float written_apart = 0.97f;   ///< "sperr müll"
constexpr float compound_parts = 0.95f;
constexpr float known_compound_parts = 0.75f;
constexpr float mended_parts = 0.75f;
constexpr float compound_edge = 0.35f;  ///< the rest of the word is unknown: "Lottozahlen" are no "zahlen"
constexpr std::uint32_t rare = 3;       ///< documents; a compound as rare as this is also looked for in parts
constexpr float separated_verb = 0.95f;

class Understanding {
 public:
  Understanding(Store const& store, Unfinished unfinished) : store_{store}, words_{store}, unfinished_{unfinished} {}

  Query of(std::string_view text) {
    read_slots(query_tokens(text));
    if (store_.language == Language::german) {
      join_neighbours();
      split_compounds();
    }
    apply_rules();
    weigh_by_rules();
    finish();
    return std::move(query_);
  }

 private:
  void read_slots(std::vector<Token> tokens);
  void add_slot(Token token, bool last);
  void attach_prefix(std::string_view prefix);
  void join_neighbours();
  void split_compounds();
  void apply_rules();
  void apply_rules_within(std::vector<std::uint32_t> const& terms, std::uint32_t slots, float weight);
  void add_rule(Rule const& rule, std::uint32_t slots, float weight, std::vector<std::uint32_t> units);
  float meaning_of(Term const& term) const {
    return term.count > 0 ? std::min(term.idf, store_.unknown_idf) : store_.unknown_idf;
  }
  void weigh_by_rules();
  void weigh_unknown();
  bool is_rare(Slot const& slot) const {
    return not slot.meant.empty() and store_.terms[slot.meant.front().term].count <= rare;
  }
  std::uint32_t unit_of(std::uint32_t term);
  std::uint32_t part_unit(std::uint32_t term);
  std::uint32_t add_unit(Unit unit);
  void finish();

  Store const& store_;
  WordReader words_;
  Unfinished unfinished_;
  Query query_;
  std::vector<Piece> pieces_;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> unit_by_term_;
};

void Understanding::read_slots(std::vector<Token> tokens) {
  auto const carries = [&](Token const& token) { return word_class(token.folded, store_.language) != WordClass::stop; };
  bool const only_stop_words = std::none_of(tokens.begin(), tokens.end(), carries);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    bool const last = i + 1 == tokens.size();
    bool const separable = is_separable_prefix(tokens[i].folded) and not query_.slots.empty();
    if (separable) attach_prefix(tokens[i].folded);
    if (only_stop_words or carries(tokens[i])) add_slot(std::move(tokens[i]), last);
  }
}

void Understanding::add_slot(Token token, bool last) {
  auto const ending = unfinished_ == Unfinished::every_word ? Ending::typing : last ? Ending::open : Ending::finished;
  auto const factor = word_class(token.folded, store_.language) == WordClass::weak ? weak_word : 1.0f;
  auto slot = words_.read(std::move(token), ending);
  slot.weight = slot.meant.empty() ? store_.unknown_idf : meaning_of(store_.terms[slot.meant.front().term]);
  slot.weight *= slot.corrected ? factor * corrected_word : factor;
  if (slot.token.aside) slot.weight *= word_aside;
  query_.slots.push_back(std::move(slot));
}

/// "melde meinen Hund an": the prefix may belong to any word before it.
void Understanding::attach_prefix(std::string_view prefix) {
  for (auto& slot : query_.slots) {
    auto const term = words_.term_of(std::string{prefix} + slot.token.folded);
    if (term) slot.meant.push_back({*term, separated_verb});
  }
}

/// "personal ausweis", "hund steuer": two words that the catalogue writes as one.
void Understanding::join_neighbours() {
  static constexpr std::array<std::string_view, 6> links{"", "s", "e", "n", "en", "es"};
  for (std::size_t i = 0; i + 1 < query_.slots.size(); ++i) {
    auto const& left = query_.slots[i].token.folded;
    auto const& right = query_.slots[i + 1].token.folded;
    for (auto const& link : links) {
      auto const term = words_.term_of(left + std::string{link} + right);
      if (not term) continue;
      auto const slots = 3u << i;
      if (store_.terms[*term].count > 0) query_.readings.push_back({slots, {unit_of(*term)}, written_apart});
      pieces_.push_back({*term, slots, written_apart});
      apply_rules_within({*term}, slots, written_apart);
      query_.slots[i].known = query_.slots[i + 1].known = true;
      break;
    }
  }
}

/// "sperrmüllabholung", "hundesteueranmeldung": words that only exist in parts.
void Understanding::split_compounds() {
  for (std::size_t i = 0; i < query_.slots.size(); ++i) {
    auto& slot = query_.slots[i];
    if (slot.corrected or (slot.known and not is_rare(slot))) continue;
    auto parts = words_.parts(slot.token.folded);
    auto weight = slot.known ? known_compound_parts : compound_parts;
    if (parts.empty() and not slot.known) {
      parts = words_.mended_parts(slot.token.folded);
      weight = mended_parts;
    }
    if (parts.empty() and not slot.known) {
      for (auto const& edge : store_.splitter.edges(slot.token.folded)) parts.push_back(edge.term);
      weight = compound_edge;
    }
    if (parts.empty()) continue;
    slot.known = true;
    Reading reading{1u << i, {}, weight};
    for (auto const term : parts) reading.units.push_back(part_unit(term));
    query_.readings.push_back(std::move(reading));
    apply_rules_within(parts, 1u << i, weight);
  }
}

/// Rules for words that stand inside a compound: "büchereiausweis" is a library card because "bücherei" is a
/// library. What the rule does not speak of must still be found.
void Understanding::apply_rules_within(std::vector<std::uint32_t> const& terms, std::uint32_t slots, float weight) {
  auto const among = [](std::vector<std::uint32_t> const& list, std::uint32_t term) {
    return std::find(list.begin(), list.end(), term) != list.end();
  };
  std::vector<std::uint32_t> tried;
  for (auto const term : terms) {
    auto const found = store_.rules_by_term.find(term);
    if (found == store_.rules_by_term.end()) continue;
    for (auto const number : found->second) {
      auto const& rule = store_.rules[number];
      bool const all =
          std::all_of(rule.everyday.begin(), rule.everyday.end(), [&](auto word) { return among(terms, word); });
      if (not all or among(tried, number)) continue;
      tried.push_back(number);
      std::vector<std::uint32_t> rest;
      for (auto const other : terms) {
        if (not among(rule.everyday, other)) rest.push_back(part_unit(other));
      }
      add_rule(rule, slots, weight, std::move(rest));
    }
  }
}

/// A rule is used when each of its everyday words is meant by some slot.
void Understanding::apply_rules() {
  struct Match {
    std::uint32_t rule, word, slots;
    float weight;
  };
  std::vector<Match> matches;
  auto const match = [&](std::uint32_t term, std::uint32_t slots, float weight, std::size_t least_words) {
    auto const found = store_.rules_by_term.find(term);
    if (found == store_.rules_by_term.end()) return;
    for (auto const rule : found->second) {
      if (store_.rules[rule].everyday.size() >= least_words) matches.push_back({rule, term, slots, weight});
    }
  };
  for (std::uint32_t i = 0; i < query_.slots.size(); ++i) {
    for (auto const& [term, weight] : query_.slots[i].meant) match(term, 1u << i, weight, 1);
  }
  for (auto const& piece : pieces_) match(piece.term, piece.slots, piece.weight, 2);
  std::sort(matches.begin(), matches.end(), [](auto const& a, auto const& b) {
    if (a.rule != b.rule) return a.rule < b.rule;
    return a.word != b.word ? a.word < b.word : a.weight > b.weight;
  });
  for (std::size_t from = 0; from < matches.size();) {
    auto const& rule = store_.rules[matches[from].rule];
    std::uint32_t slots = 0;
    std::size_t words = 0;
    float weight = 1;
    auto to = from;
    for (; to < matches.size() and matches[to].rule == matches[from].rule; ++to) {
      if (to > from and matches[to].word == matches[to - 1].word) continue;  // a likelier slot was first
      slots |= matches[to].slots;
      weight *= matches[to].weight;
      ++words;
    }
    if (words == rule.everyday.size()) add_rule(rule, slots, weight, {});
    from = to;
  }
}

void Understanding::add_rule(Rule const& rule, std::uint32_t slots, float weight, std::vector<std::uint32_t> units) {
  Reading reading{slots, std::move(units), rule.weight * weight};
  for (auto const& word : rule.official) {
    if (word.terms.empty()) continue;
    if (word.terms.size() == 1 and word.terms.front().weight == 1)
      reading.units.push_back(unit_of(word.terms.front().term));
    else if (query_.units.size() < most_units)
      reading.units.push_back(add_unit({word.terms, word.idf}));
  }
  if (not reading.units.empty()) query_.readings.push_back(std::move(reading));
}

/// "verlängern" is rare in the catalogue, but means no more than the common "Verlängerung".
void Understanding::weigh_by_rules() {
  for (auto const& reading : query_.readings) {
    if (std::popcount(reading.slots) != 1 or reading.weight < 0.7f) continue;
    auto& slot = query_.slots[static_cast<std::size_t>(std::countr_zero(reading.slots))];
    float most = 0;
    for (auto const unit : reading.units) most = std::max(most, query_.units[unit].idf);
    slot.weight = std::min(slot.weight, most);
  }
}

std::uint32_t Understanding::unit_of(std::uint32_t term) {
  for (auto const& [known, unit] : unit_by_term_) {
    if (known == term) return unit;
  }
  // A part that no document has stays in the reading, where it counts as missed.
  auto const unit = add_unit({{{term, 1}}, meaning_of(store_.terms[term])});
  unit_by_term_.emplace_back(term, unit);
  return unit;
}

/// The "antrag" of a "rentenantrag" says as little as the word alone.
std::uint32_t Understanding::part_unit(std::uint32_t term) {
  bool const weak = word_class(store_.vocabulary.stem(term), store_.language) == WordClass::weak;
  return weak ? add_unit({{{term, 1}}, weak_word * meaning_of(store_.terms[term])}) : unit_of(term);
}

std::uint32_t Understanding::add_unit(Unit unit) {
  query_.units.push_back(std::move(unit));
  return static_cast<std::uint32_t>(query_.units.size() - 1);
}

/// "Flug in 10 Tagen und Pass abgelaufen": what nobody here speaks of must not outvote the pass.
void Understanding::weigh_unknown() {
  if (query_.slots.size() < many) return;
  for (std::size_t i = 0; i < query_.slots.size(); ++i) {
    auto& slot = query_.slots[i];
    bool const read = std::any_of(query_.readings.begin(), query_.readings.end(),
                                  [&](auto const& reading) { return (reading.slots >> i & 1u) != 0; });
    if (slot.meant.empty() and not read) slot.weight *= unknown_of_many;
  }
}

void Understanding::finish() {
  std::vector<std::uint32_t> phrase;
  weigh_unknown();
  for (auto& slot : query_.slots) {
    slot.unit = add_unit({slot.meant, slot.weight});
    if (slot.meant.empty() or word_class(slot.token.folded, store_.language) != WordClass::content) continue;
    phrase.push_back(slot.meant.front().term);
  }
  if (not phrase.empty()) query_.phrases.push_back(fingerprint(std::move(phrase)));
  std::stable_sort(query_.readings.begin(), query_.readings.end(), [](auto const& a, auto const& b) {
    auto const left = std::popcount(a.slots);
    auto const right = std::popcount(b.slots);
    return left != right ? left > right : a.weight > b.weight;
  });
  if (query_.readings.size() > most_readings) query_.readings.resize(most_readings);
  // Those for the same slots stand together, the groups by their likeliest.
  for (auto group = query_.readings.begin(); group != query_.readings.end();) {
    group = std::stable_partition(group, query_.readings.end(),
                                  [slots = group->slots](auto const& reading) { return reading.slots == slots; });
  }
}

}  // namespace

Query understand(Store const& store, std::string_view text, Unfinished unfinished) {
  return Understanding{store, unfinished}.of(text);
}

}  // namespace kreislauf::search::detail

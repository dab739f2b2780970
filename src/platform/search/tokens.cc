#include <algorithm>

#include "platform/search/reading.h"

namespace kreislauf::search::detail {

namespace {

constexpr float other_umlaut = 0.9f;
constexpr float verb_form = 0.9f;
constexpr float plural_form = 0.95f;
constexpr float one_typo = 0.8f;
constexpr float two_typos = 0.65f;
// "hund" may go on as "hundesteuer", but is a word already.
constexpr float open_but_known = 0.55f;
constexpr float typing_but_known = 0.9f;
constexpr std::size_t shortest_stem = 4;
constexpr std::size_t most_endings = 10;
constexpr std::size_t most_corrections = 5;

void mean(Slot& slot, std::uint32_t term, float weight) {
  auto const same = std::find_if(slot.meant.begin(), slot.meant.end(), [&](auto const& m) { return m.term == term; });
  if (same == slot.meant.end())
    slot.meant.push_back({term, weight});
  else
    same->weight = std::max(same->weight, weight);
}

}  // namespace

Slot WordReader::read(Token token, Ending ending) {
  Slot slot;
  slot.token = std::move(token);
  exact(slot, ending);
  slot.known = not slot.meant.empty();
  bool const unfinished = ending != Ending::finished;
  bool const goes_on = unfinished and begun(slot, ending);
  if (slot.meant.empty() and parts(slot.token.folded).empty()) mistyped(slot);
  if (unfinished and not goes_on and not slot.corrected and not store_.vocabulary.knows(slot.token.folded))
    begun_with_typo(slot);
  if (slot.meant.empty()) begun(slot, Ending::open);  // a word cut short in the middle: better than nothing
  return slot;
}

void WordReader::exact(Slot& slot, Ending ending) {
  auto const& folded = slot.token.folded;
  if (ending != Ending::finished and folded.size() == 1) return;
  auto const stem = stemmer_.stem(folded);
  // "pers" is no form of "per".
  if (stem.size() < shortest_stem and not store_.vocabulary.knows(folded)) return;
  if (auto const term = store_.vocabulary.find(stem)) mean(slot, *term, 1);
  for (auto const term : store_.vocabulary.loosely(stem)) mean(slot, term, other_umlaut);
  if (store_.language != Language::german) return;
  if (folded.ends_with('s') and
      folded.size() > shortest_stem) {  // "handys", "kitas": plurals that Snowball leaves alone
    if (auto const term = store_.vocabulary.find(stemmer_.stem(std::string_view{folded}.substr(0, folded.size() - 1))))
      mean(slot, *term, plural_form);
  }
  for (auto const& form : verb_forms(folded)) {
    if (auto const term = store_.vocabulary.find(stemmer_.stem(form))) mean(slot, *term, verb_form);
  }
}

bool WordReader::begun(Slot& slot, Ending ending) const {
  auto const known = ending == Ending::typing ? typing_but_known : open_but_known;
  auto const factor = slot.known ? known : 1.0f;
  auto const endings = store_.vocabulary.beginning(slot.token.folded, most_endings);
  for (auto const& [term, weight] : endings) mean(slot, term, weight * factor);
  return not endings.empty();
}

void WordReader::begun_with_typo(Slot& slot) const {
  for (auto const& [word, distance] : store_.vocabulary.near_beginning(slot.token.folded, most_corrections)) {
    mean(slot, store_.vocabulary.term_of(word), two_typos);
    if (not slot.known and not slot.corrected) slot.corrected = word;
  }
}

void WordReader::mistyped(Slot& slot) const {
  auto const near = store_.vocabulary.near(slot.token.folded, most_corrections);
  for (auto const& [word, distance] : near) {
    mean(slot, store_.vocabulary.term_of(word), distance <= 1 ? one_typo : two_typos);
  }
  if (not near.empty()) slot.corrected = near.front().word;
}

std::vector<std::uint32_t> WordReader::parts(std::string_view folded) const {
  auto found = store_.splitter.split(folded);
  std::vector<std::uint32_t> terms;
  for (auto const& part : found) terms.push_back(part.term);
  return terms;
}

std::vector<std::uint32_t> WordReader::mended_parts(std::string_view folded) const {
  for (auto const& edge : store_.splitter.edges(folded)) {
    bool const begins = edge.start == 0;
    auto const rest = begins ? folded.substr(edge.length) : folded.substr(0, edge.start);
    auto const near = store_.vocabulary.near(rest, 1);
    if (near.empty()) continue;
    auto const mended = store_.vocabulary.term_of(near.front().word);
    return begins ? std::vector{edge.term, mended} : std::vector{mended, edge.term};
  }
  return {};
}

std::optional<std::uint32_t> WordReader::term_of(std::string_view folded) {
  return store_.vocabulary.find(stemmer_.stem(folded));
}

}  // namespace kreislauf::search::detail

#include <algorithm>

#include "platform/search/evaluate.h"
#include "platform/search/search.h"

namespace kreislauf::search {

namespace {

/// The same name again, or one more variant of a service that already has two in the list.
bool adds_little(std::vector<Suggestion> const& suggestions, std::string_view name) {
  for (auto const& other : suggestions) {
    if (other.text == name) return true;
    if (not name.starts_with(other.text)) continue;
    auto const variants = std::count_if(suggestions.begin(), suggestions.end(),
                                        [&](auto const& s) { return s.text.starts_with(other.text); });
    if (variants > 2) return true;
  }
  return false;
}

/// A correction is worth offering when the best answer holds it. Otherwise the word was likely right,
/// only unknown here: nobody who wants to hand something in ("abgeben") means taxes ("Abgaben"). Everyday
/// words stand in no document.
bool bears_out(detail::Store const& store, std::vector<detail::Scored> const& best, std::uint32_t term) {
  auto const postings = store.postings_of(term);
  if (postings.empty()) return not best.empty();
  return std::any_of(best.begin(), best.end(), [&](auto const& scored) {
    return std::any_of(postings.begin(), postings.end(), [&](auto const& p) { return p.document == scored.document; });
  });
}

}  // namespace

Index::Index(std::unique_ptr<detail::Store const> store) : store_{std::move(store)} {}
Index::Index(Index&&) noexcept = default;
Index& Index::operator=(Index&&) noexcept = default;
Index::~Index() = default;

std::vector<Hit> Index::query(std::string_view text, QueryOptions const& options) const {
  auto const query = detail::understand(*store_, text, detail::Unfinished::last_word);
  std::vector<Hit> hits;
  for (auto const& [document, score, match] : detail::evaluate(*store_, query, options)) {
    hits.push_back({store_->documents[document].id, score, match, detail::matched_terms(*store_, query, document)});
  }
  return hits;
}

std::vector<Suggestion> Index::suggest(std::string_view text, QueryOptions const& options) const {
  auto const query = detail::understand(*store_, text, detail::Unfinished::every_word);
  auto wider = options;
  wider.limit = options.limit * 6;  // names and variants repeat
  std::vector<Suggestion> suggestions;
  for (auto const& [document, score, match] : detail::evaluate(*store_, query, wider)) {
    auto const& entry = store_->documents[document];
    if (suggestions.size() == options.limit) break;
    if (adds_little(suggestions, entry.name)) continue;
    suggestions.push_back({entry.id, entry.name, score});
  }
  return suggestions;
}

std::optional<std::string> Index::did_you_mean(std::string_view text) const {
  auto const query = detail::understand(*store_, text, detail::Unfinished::last_word);
  auto const best = detail::evaluate(*store_, query, {.limit = 1, .allowed = {}, .boost = {}});
  std::string out;
  auto const* copied = text.data();
  bool changed = false;
  for (auto const& slot : query.slots) {
    if (slot.known or not slot.corrected) continue;
    if (not bears_out(*store_, best, store_->vocabulary.term_of(*slot.corrected))) continue;
    out.append(copied, static_cast<std::size_t>(slot.token.raw.data() - copied));
    out += store_->vocabulary.display(*slot.corrected);
    copied = slot.token.raw.data() + slot.token.raw.size();
    changed = true;
  }
  if (not changed) return std::nullopt;
  // The rest of the text is kept as typed, but never more of it than the search has read.
  auto const rest = static_cast<std::size_t>(text.data() + text.size() - copied);
  out.append(copied, std::min(rest, longest_query));
  return out;
}

std::size_t Index::documents() const { return store_->documents.size(); }

std::size_t Index::bytes() const {
  auto sum = store_->vocabulary.bytes() + store_->postings.capacity() * sizeof(detail::Posting) +
             store_->terms.capacity() * sizeof(detail::Term) + store_->phrases.capacity() * sizeof(store_->phrases[0]) +
             store_->splitter.size() * 72 + store_->by_id.size() * 32;
  for (auto const& entry : store_->documents) sum += sizeof(entry) + entry.name.capacity() + entry.key.capacity();
  for (auto const& rule : store_->rules) {
    sum += sizeof(rule) + rule.everyday.capacity() * 4 + 32 * rule.everyday.size();
    for (auto const& word : rule.official) sum += sizeof(word) + word.terms.capacity() * sizeof(Alternative);
  }
  return sum;
}

std::string_view Index::key(std::uint32_t id) const {
  auto const found = store_->by_id.find(id);
  return found == store_->by_id.end() ? std::string_view{} : store_->documents[found->second].key;
}

std::string_view Index::name(std::uint32_t id) const {
  auto const found = store_->by_id.find(id);
  return found == store_->by_id.end() ? std::string_view{} : store_->documents[found->second].name;
}

}  // namespace kreislauf::search

#include "platform/search/vocabulary.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>
#include <unordered_map>

#include "platform/search/analysis.h"

namespace kreislauf::search {

namespace {

/// Bit c: letter c occurs; bit 32 + c: it occurs twice. A typo changes two bits at most, so that most of the
/// vocabulary is ruled out by one XOR and one population count a word.
std::uint64_t signature_of(std::string_view word) {
  std::uint64_t bits = 0;
  for (char c : word) {
    auto const letter = static_cast<unsigned>(static_cast<unsigned char>(c)) & 31u;
    auto const once = std::uint64_t{1} << letter;
    bits |= (bits & once) == 0 ? once : once << 32;
  }
  return bits;
}

}  // namespace

std::uint32_t Vocabulary::term(std::string_view stem) {
  if (auto const found = term_by_stem_.find(stem); found != term_by_stem_.end()) return found->second;
  auto const number = static_cast<std::uint32_t>(stems_.size());
  auto const inserted = term_by_stem_.emplace(std::string{stem}, number).first;
  stems_.push_back(inserted->first);
  terms_by_loose_[loose(stem)].push_back(number);
  return number;
}

void Vocabulary::add(std::string_view folded, std::uint32_t term, std::uint32_t count, std::string_view display) {
  auto const next = static_cast<std::uint32_t>(words_.size());
  auto const [found, fresh] = word_by_form_.try_emplace(std::string{folded}, next);
  if (not fresh) {
    words_[found->second].count += count;
    return;
  }
  words_.push_back({signature_of(folded), term, count, std::string{folded}});
  displays_.emplace_back(display);
}

void Vocabulary::seal() {
  std::vector<std::uint32_t> order(words_.size());
  std::iota(order.begin(), order.end(), 0u);
  std::sort(order.begin(), order.end(), [&](auto a, auto b) { return words_[a].folded < words_[b].folded; });
  std::vector<Word> words;
  std::vector<std::string> displays;
  for (auto const index : order) {
    word_by_form_.find(words_[index].folded)->second = static_cast<std::uint32_t>(words.size());
    words.push_back(std::move(words_[index]));
    displays.push_back(std::move(displays_[index]));
    signatures_.push_back(words.back().signature);
    lengths_.push_back(static_cast<std::uint8_t>(words.back().folded.size()));
  }
  words_ = std::move(words);
  displays_ = std::move(displays);
}

std::optional<std::uint32_t> Vocabulary::find(std::string_view stem) const {
  auto const found = term_by_stem_.find(stem);
  return found == term_by_stem_.end() ? std::nullopt : std::optional{found->second};
}

std::span<std::uint32_t const> Vocabulary::loosely(std::string_view stem) const {
  auto const found = terms_by_loose_.find(loose(stem));
  return found == terms_by_loose_.end() ? std::span<std::uint32_t const>{} : found->second;
}

bool Vocabulary::knows(std::string_view folded) const { return word_by_form_.contains(folded); }

std::vector<Alternative> Vocabulary::beginning(std::string_view prefix, std::size_t limit) const {
  auto const from = std::lower_bound(words_.begin(), words_.end(), prefix,
                                     [](Word const& word, std::string_view p) { return word.folded < p; });
  std::vector<Word const*> found;
  for (auto at = from; at != words_.end() and at->folded.starts_with(prefix); ++at) found.push_back(&*at);
  auto const keep = std::min(found.size(), limit);
  std::partial_sort(
      found.begin(), found.begin() + static_cast<std::ptrdiff_t>(keep), found.end(),
      [](auto const* a, auto const* b) { return a->count != b->count ? a->count > b->count : a->folded < b->folded; });
  std::vector<Alternative> out;
  for (std::size_t i = 0; i < keep; ++i) {
    // The commoner the word and the fewer letters are missing, the likelier it was meant.
    auto const missing = static_cast<float>(found[i]->folded.size() - prefix.size());
    auto const common =
        std::log(1 + static_cast<float>(found[i]->count)) / std::log(2 + static_cast<float>(found.front()->count));
    out.push_back({found[i]->term, 0.6f + 0.25f * common + std::max(0.0f, 0.1f - 0.01f * missing)});
  }
  return out;
}

std::vector<Vocabulary::Near> Vocabulary::near(std::string_view folded, std::size_t limit) const {
  auto const allowed = typos_allowed(folded.size());
  std::vector<Near> found;
  if (allowed == 0) return found;
  auto const signature = signature_of(folded);
  auto const least = folded.size() - allowed;
  auto const most = folded.size() + allowed;
  for (std::size_t i = 0; i < signatures_.size(); ++i) {
    if (std::popcount(signatures_[i] ^ signature) > static_cast<int>(2 * allowed)) continue;
    if (lengths_[i] < least or lengths_[i] > most) continue;
    if (folded.size() < 5 and signatures_[i] != signature) continue;
    auto const distance = typo_distance(folded, words_[i].folded, allowed);
    if (distance <= allowed) found.push_back({static_cast<std::uint32_t>(i), distance});
  }
  rank(found, folded, limit);
  return found;
}

std::vector<Vocabulary::Near> Vocabulary::near_beginning(std::string_view folded, std::size_t limit) const {
  std::vector<Near> found;
  if (folded.size() < 5) return found;
  // The first two letters must be right: typos there are rare, and they keep the range short.
  auto const start = folded.substr(0, 2);
  auto at = std::lower_bound(words_.begin(), words_.end(), start,
                             [](Word const& word, std::string_view p) { return word.folded < p; });
  for (; at != words_.end() and at->folded.starts_with(start); ++at) {
    if (at->folded.size() < folded.size()) continue;
    std::string_view const whole = at->folded;
    auto distance = typo_distance(folded, whole.substr(0, folded.size()), 1);
    distance = std::min(distance, typo_distance(folded, whole.substr(0, folded.size() + 1), 1));
    distance = std::min(distance, typo_distance(folded, whole.substr(0, folded.size() - 1), 1));
    if (distance <= 1) found.push_back({static_cast<std::uint32_t>(at - words_.begin()), distance});
  }
  rank(found, folded, limit);
  return found;
}

/// Nearest first; among equals those that keep the first letter, then the commonest.
void Vocabulary::rank(std::vector<Near>& found, std::string_view folded, std::size_t limit) const {
  auto const better = [&](Near const& a, Near const& b) {
    if (a.distance != b.distance) return a.distance < b.distance;
    auto const& left = words_[a.word];
    auto const& right = words_[b.word];
    bool const keeps_left = left.folded.front() == folded.front();
    bool const keeps_right = right.folded.front() == folded.front();
    if (keeps_left != keeps_right) return keeps_left;
    return left.count != right.count ? left.count > right.count : a.word < b.word;
  };
  std::sort(found.begin(), found.end(), better);
  // One typo explains the word well enough: two are not considered beside it.
  auto const end = std::find_if(found.begin(), found.end(),
                                [&](Near const& near) { return near.distance > found.front().distance; });
  found.erase(end, found.end());
  if (found.size() > limit) found.resize(limit);
}

std::size_t Vocabulary::bytes() const {
  std::size_t sum = words_.capacity() * (sizeof(Word) + sizeof(std::string) + 9);
  for (auto const& word : words_) sum += 2 * word.folded.capacity() + 64;
  for (auto const& stem : stems_) sum += 2 * stem.size() + 160;
  return sum;
}

std::uint32_t typo_distance(std::string_view a, std::string_view b, std::uint32_t limit) {
  if (a.size() > longest_word or b.size() > longest_word) return limit + 1;
  auto const gap = a.size() > b.size() ? a.size() - b.size() : b.size() - a.size();
  if (gap > limit) return limit + 1;
  std::array<std::array<std::uint8_t, longest_word + 2>, 3> rows{};
  auto* before = rows[0].data();
  auto* above = rows[1].data();
  auto* row = rows[2].data();
  for (std::size_t j = 0; j <= b.size(); ++j) above[j] = static_cast<std::uint8_t>(j);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = static_cast<std::uint8_t>(i);
    auto least = row[0];
    for (std::size_t j = 1; j <= b.size(); ++j) {
      auto best = std::min<int>({above[j] + 1, row[j - 1] + 1, above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      bool const swapped = i > 1 and j > 1 and a[i - 1] == b[j - 2] and a[i - 2] == b[j - 1];
      if (swapped) best = std::min(best, before[j - 2] + 1);
      row[j] = static_cast<std::uint8_t>(best);
      least = std::min(least, row[j]);
    }
    if (least > limit) return limit + 1;
    auto* const oldest = before;
    before = above;
    above = row;
    row = oldest;
  }
  return std::min<std::uint32_t>(above[b.size()], limit + 1);
}

}  // namespace kreislauf::search

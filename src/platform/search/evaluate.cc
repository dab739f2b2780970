#include "platform/search/evaluate.h"

#include <algorithm>
#include <array>

namespace kreislauf::search::detail {

namespace {

constexpr float exactness_bonus = 0.3f;
constexpr float phrase_bonus = 0.2f;
constexpr float neighbour_bonus = 0.02f;
constexpr float prior_bonus = 0.08f;
constexpr float least_of_best = 0.25f;  ///< below this fraction of the best score nothing is shown

/// What one unit finds in one document.
struct Cell {
  std::uint16_t quality = 0;  ///< 65,025 = 1
  std::uint8_t position = no_position;
  std::uint8_t share = 0;
};
constexpr float full_quality = 255.0f * 255.0f;

constexpr std::uint32_t unseen = 0;
constexpr std::uint32_t refused = UINT32_MAX;

/// Documents that answer to any unit, a row of cells each.
class Matrix {
 public:
  Matrix(Store const& store, Query const& query, QueryOptions const& options)
      : store_{store}, options_{options}, width_{query.units.size()}, row_of_(store.documents.size(), unseen) {
    for (std::uint32_t unit = 0; unit < width_; ++unit) {
      for (auto const& alternative : query.units[unit].terms) fill(unit, alternative);
    }
  }

  std::vector<std::uint32_t> const& documents() const { return documents_; }
  Cell const* row(std::size_t number) const { return cells_.data() + number * width_; }

 private:
  void fill(std::uint32_t unit, Alternative const& alternative) {
    auto const factor = static_cast<std::uint32_t>(alternative.weight * 255.0f);
    for (auto const& posting : store_.postings_of(alternative.term)) {
      auto const row = row_for(posting.document);
      if (row == refused) continue;
      auto& cell = cells_[row * width_ + unit];
      auto const quality = static_cast<std::uint16_t>(posting.quality * factor);
      if (quality > cell.quality) cell = {quality, posting.position, posting.share};
    }
  }

  std::uint32_t row_for(std::uint32_t document) {
    auto& row = row_of_[document];
    if (row == refused) return refused;
    if (row != unseen) return row - 1;
    if (options_.allowed and not options_.allowed(store_.documents[document].id)) return row = refused;
    documents_.push_back(document);
    cells_.resize(cells_.size() + width_);
    row = static_cast<std::uint32_t>(documents_.size());
    return row - 1;
  }

  Store const& store_;
  QueryOptions const& options_;
  std::size_t width_;
  std::vector<std::uint32_t> row_of_;  // number + 1
  std::vector<std::uint32_t> documents_;
  std::vector<Cell> cells_;
};

float quality_of(Cell const& cell) { return static_cast<float>(cell.quality) / full_quality; }

/// A reading counts in full when all its units are found; of several, half a match is worth less than half.
float quality_of(Reading const& reading, Query const& query, Cell const* row) {
  float found = 0;
  float matched = 0;
  float all = 0;
  for (auto const unit : reading.units) {
    auto const idf = query.units[unit].idf;
    all += idf;
    if (row[unit].quality == 0) continue;
    found += idf * quality_of(row[unit]);
    matched += idf;
  }
  return all > 0 ? reading.weight * found / all * (0.4f + 0.6f * matched / all) : 0;
}

/// How much of the document's name has been asked for.
class Coverage {
 public:
  void add(Cell const& cell) {
    if (cell.quality == 0 or cell.position >= most_positions) return;
    auto& share = shares_[cell.position];
    share = std::max(share, cell.share);
    if (last_ != no_position and cell.position == last_ + 1) ++neighbours_;
    last_ = cell.position;
  }
  float share() const {
    unsigned sum = 0;
    for (auto const share : shares_) sum += share;
    return std::min(1.0f, static_cast<float>(sum) / 255.0f);
  }
  float neighbours() const { return static_cast<float>(neighbours_); }

 private:
  std::array<std::uint8_t, most_positions> shares_{};
  std::uint8_t last_ = no_position;
  unsigned neighbours_ = 0;
};

class Ranking {
 public:
  Ranking(Store const& store, Query const& query, QueryOptions const& options)
      : store_{store}, query_{query}, options_{options} {
    for (auto const& slot : query.slots) meaning_ += slot.weight;
    for (auto const hash : query.phrases) {
      auto const from = std::lower_bound(store.phrases.begin(), store.phrases.end(), std::pair{hash, std::uint32_t{0}});
      for (auto at = from; at != store.phrases.end() and at->first == hash; ++at) exact_.push_back(at->second);
    }
  }

  Scored score(std::uint32_t document, Cell const* row) const {
    Coverage coverage;
    auto const match = match_of(row, coverage);
    if (match < options_.least) return {};
    auto const& entry = store_.documents[document];
    auto const prior = entry.prior + (options_.boost ? std::clamp(options_.boost(entry.id), 0.0f, 1.0f) : 0);
    bool const exact = std::find(exact_.begin(), exact_.end(), document) != exact_.end();
    auto const form =
        1 + exactness_bonus * coverage.share() + neighbour_bonus * coverage.neighbours() + (exact ? phrase_bonus : 0);
    return {document, match * form + prior_bonus * prior * match, match};
  }

 private:
  /// The part of the query's meaning that the document answers, each slot in its best reading.
  float match_of(Cell const* row, Coverage& coverage) const {
    std::uint32_t taken = 0;
    float sum = 0;
    for (std::size_t from = 0, to = 0; from < query_.readings.size(); from = to) {
      auto const slots = query_.readings[from].slots;
      Reading const* best = nullptr;
      float quality = 0;
      for (to = from; to < query_.readings.size() and query_.readings[to].slots == slots; ++to) {
        auto const here = quality_of(query_.readings[to], query_, row);
        if (here > quality) {
          quality = here;
          best = &query_.readings[to];
        }
      }
      if (best == nullptr or (slots & taken) != 0) continue;
      auto const [weight, plain] = plain_match(slots, row);
      if (quality * weight <= plain) continue;
      taken |= slots;
      sum += quality * weight;
      for (auto const unit : best->units) coverage.add(row[unit]);
    }
    for (std::size_t i = 0; i < query_.slots.size(); ++i) {
      if ((taken >> i & 1u) != 0) continue;
      auto const& cell = row[query_.slots[i].unit];
      sum += query_.slots[i].weight * quality_of(cell);
      coverage.add(cell);
    }
    return meaning_ > 0 ? sum / meaning_ : 0;
  }

  struct Plain {
    float weight = 0;
    float match = 0;
  };
  /// What some slots weigh, and what the document answers to them word by word.
  Plain plain_match(std::uint32_t slots, Cell const* row) const {
    Plain plain;
    for (std::size_t i = 0; i < query_.slots.size(); ++i) {
      if ((slots >> i & 1u) == 0) continue;
      plain.weight += query_.slots[i].weight;
      plain.match += query_.slots[i].weight * quality_of(row[query_.slots[i].unit]);
    }
    return plain;
  }

  Store const& store_;
  Query const& query_;
  QueryOptions const& options_;
  float meaning_ = 0;
  std::vector<std::uint32_t> exact_;  // documents named, or with a keyword, just like the query
};

}  // namespace

std::vector<Scored> evaluate(Store const& store, Query const& query, QueryOptions const& options) {
  Matrix const matrix{store, query, options};
  Ranking const ranking{store, query, options};
  std::vector<Scored> found;
  for (std::size_t i = 0; i < matrix.documents().size(); ++i) {
    auto const document = matrix.documents()[i];
    if (auto const scored = ranking.score(document, matrix.row(i)); scored.score > 0) found.push_back(scored);
  }
  auto const keep = std::min(found.size(), options.limit);
  std::partial_sort(
      found.begin(), found.begin() + static_cast<std::ptrdiff_t>(keep), found.end(),
      [](auto const& a, auto const& b) { return a.score != b.score ? a.score > b.score : a.document < b.document; });
  found.resize(keep);
  std::erase_if(found, [&](auto const& scored) { return scored.score < found.front().score * least_of_best; });
  return found;
}

std::vector<std::string> matched_terms(Store const& store, Query const& query, std::uint32_t document) {
  std::vector<std::string> out;
  for (auto const& unit : query.units) {
    for (auto const& alternative : unit.terms) {
      auto const postings = store.postings_of(alternative.term);
      auto const at = std::lower_bound(postings.begin(), postings.end(), document,
                                       [](auto const& p, auto d) { return p.document < d; });
      if (at == postings.end() or at->document != document) continue;
      std::string stem{store.vocabulary.stem(alternative.term)};
      if (std::find(out.begin(), out.end(), stem) == out.end()) out.push_back(std::move(stem));
    }
  }
  return out;
}

}  // namespace kreislauf::search::detail

#include "platform/search/compounds.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace kreislauf::search {

namespace {

constexpr std::size_t most_parts = 4;
constexpr std::size_t shortest_word = 7;
constexpr std::size_t shortest_part = 4;

constexpr std::array<std::string_view, 10> short_parts{"abi", "amt", "bau", "ehe", "gas",
                                                       "kfz", "oel", "rad", "see", "tod"};

// Prefixes and suffixes that are words of their own elsewhere: "unter|lassung" is no compound.
constexpr std::array<std::string_view, 14> never_parts{
    "durch", "gegen",  "haft",  "heit",  "keit", "lich",   "los",
    "nach",  "schaft", "ueber", "unter", "voll", "wieder", "zurueck",
};

constexpr std::array<std::string_view, 7> links{"", "s", "es", "n", "en", "er", "e"};

bool may_be_part(std::string_view part) {
  if (part.size() < shortest_part) return std::find(short_parts.begin(), short_parts.end(), part) != short_parts.end();
  return std::find(never_parts.begin(), never_parts.end(), part) == never_parts.end();
}

struct Cell {
  double score = -1;  ///< sum of logarithms; -1: not reachable
  std::uint16_t from = 0;
  Splitter::Part part;
};

/// Best way to reach each position with a given number of parts.
using Table = std::array<std::vector<Cell>, most_parts + 1>;

std::vector<Splitter::Part> trace(Table const& table, std::size_t parts, std::size_t end) {
  std::vector<Splitter::Part> out;
  for (std::size_t n = parts, at = end; n > 0; --n) {
    auto const& cell = table[n][at];
    out.push_back(cell.part);
    at = cell.from;
  }
  std::reverse(out.begin(), out.end());
  return out;
}

/// Fewer parts are likelier: each one more must raise the mean frequency by a factor of e.
std::vector<Splitter::Part> best(Table const& table, std::size_t end) {
  double best_mean = -1e9;
  std::size_t best_parts = 0;
  for (std::size_t n = 2; n <= most_parts; ++n) {
    if (table[n][end].score < 0) continue;
    auto const mean = table[n][end].score / static_cast<double>(n) - static_cast<double>(n);
    if (mean > best_mean) {
      best_mean = mean;
      best_parts = n;
    }
  }
  return best_parts == 0 ? std::vector<Splitter::Part>{} : trace(table, best_parts, end);
}

}  // namespace

void Splitter::add(std::string_view part, std::uint32_t term, std::uint32_t count) {
  if (not may_be_part(part)) return;
  auto [found, fresh] = parts_.try_emplace(std::string{part}, Entry{term, count});
  if (not fresh) found->second.count += count;
}

Splitter::Entry const* Splitter::find(std::string_view part) const {
  auto const found = parts_.find(part);
  return found == parts_.end() ? nullptr : &found->second;
}

std::optional<std::uint32_t> Splitter::term(std::string_view part) const {
  auto const* entry = find(part);
  return entry == nullptr ? std::nullopt : std::optional{entry->term};
}

std::vector<Splitter::Part> Splitter::split(std::string_view word) const {
  if (word.size() < shortest_word) return {};
  Table table;
  for (auto& row : table) row.resize(word.size() + 1);
  table[0][0].score = 0;
  std::vector<char> reached(word.size() + 1, 0);
  reached[0] = 1;
  for (std::size_t from = 0; from + 3 <= word.size(); ++from) {
    if (not reached[from]) continue;
    for (std::size_t length = 3; from + length <= word.size(); ++length) {
      if (from == 0 and length == word.size()) break;  // the word itself
      auto const* entry = find(word.substr(from, length));
      if (entry == nullptr) continue;
      Part const part{entry->term, static_cast<std::uint16_t>(from), static_cast<std::uint16_t>(length)};
      auto const gain = std::log(static_cast<double>(entry->count) + 1);
      for (auto const& link : links) {
        auto const to = from + length + link.size();
        if (to > word.size() or (to == word.size() and not link.empty())) continue;
        if (word.substr(from + length, link.size()) != link) continue;
        reached[to] = 1;
        for (std::size_t n = 1; n <= most_parts; ++n) {
          if (table[n - 1][from].score < 0) continue;
          auto const score = table[n - 1][from].score + gain;
          if (score > table[n][to].score) table[n][to] = {score, static_cast<std::uint16_t>(from), part};
        }
      }
    }
  }
  return best(table, word.size());
}

std::vector<Splitter::Part> Splitter::edges(std::string_view word) const {
  std::vector<Part> out;
  if (word.size() < shortest_word) return out;
  for (auto length = word.size() - 2; length > shortest_part; --length) {
    if (auto const* entry = find(word.substr(0, length))) {
      out.push_back({entry->term, 0, static_cast<std::uint16_t>(length)});
      break;
    }
  }
  for (std::size_t start = 3; start + shortest_part < word.size(); ++start) {
    if (auto const* entry = find(word.substr(start))) {
      out.push_back({entry->term, static_cast<std::uint16_t>(start), static_cast<std::uint16_t>(word.size() - start)});
      break;
    }
  }
  return out;
}

}  // namespace kreislauf::search

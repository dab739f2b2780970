#include "platform/search/check.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/csv.h"
#include "base/text.h"

namespace kreislauf::search {

namespace {

std::size_t rank_of(Index const& index, Expectation const& expectation, std::vector<Hit> const& hits) {
  for (std::size_t i = 0; i < hits.size(); ++i) {
    auto const key = index.key(hits[i].id);
    if (std::find(expectation.keys.begin(), expectation.keys.end(), key) != expectation.keys.end()) return i + 1;
  }
  return 0;
}

std::string line(std::string_view label, std::size_t hits, std::size_t queries) {
  auto const percent = queries == 0 ? 0.0 : 100.0 * static_cast<double>(hits) / static_cast<double>(queries);
  return fmt::format("{:<12} {:>4} of {}  {:5.1f} %\n", label, hits, queries, percent);
}

}  // namespace

Result<std::vector<Expectation>> read_expectations(std::string_view content) {
  ImportReport report;
  csv::Table table{content, report, {"query", "leika_key|leika_schluessel"}};
  std::vector<Expectation> out;
  while (table.next()) {
    Expectation row{std::string{table.cell("query")}, {}};
    for (auto const key : text::split(table.cell("leika_key|leika_schluessel"), '|')) {
      if (not text::trimmed(key).empty()) row.keys.emplace_back(text::trimmed(key));
    }
    if (row.query.empty() or row.keys.empty()) table.reject("a query and at least one key are needed");
    out.push_back(std::move(row));
  }
  if (report.rejected.empty()) return out;
  auto const& first = report.rejected.front();
  return failure(fmt::format("line {}: {}", first.line, first.reason));
}

Report check(Index const& index, std::vector<Expectation> const& expectations, QueryOptions options) {
  options.limit = 10;
  Report report;
  report.queries = expectations.size();
  for (auto const& expectation : expectations) {
    auto const hits = index.query(expectation.query, options);
    auto const rank = rank_of(index, expectation, hits);
    auto const within = [&](std::size_t limit) { return rank != 0 and rank <= limit ? 1u : 0u; };
    report.at_1 += within(1);
    report.at_3 += within(3);
    report.at_5 += within(5);
    report.at_10 += within(10);
    if (rank == 1) continue;
    report.misses.push_back(
        {expectation.query, rank, hits.empty() ? "(nothing)" : std::string{index.name(hits.front().id)}});
  }
  return report;
}

std::string as_text(Report const& report) {
  std::string out;
  out += line("hits at 1", report.at_1, report.queries);
  out += line("hits at 3", report.at_3, report.queries);
  out += line("hits at 5", report.at_5, report.queries);
  out += line("hits at 10", report.at_10, report.queries);
  for (auto const& miss : report.misses) {
    auto const place = miss.rank == 0 ? std::string{"not found"} : fmt::format("rank {}", miss.rank);
    out += fmt::format("  {:<10} {}  (first: {})\n", place, miss.query, miss.first_answer);
  }
  return out;
}

}  // namespace kreislauf::search

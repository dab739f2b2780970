#include <fmt/format.h>

#include <charconv>

#include "base/csv.h"
#include "base/text.h"
#include "platform/search/search.h"

namespace kreislauf::search {

namespace {

std::optional<float> weight_of(std::string_view cell) {
  float weight = 0;
  auto const [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), weight);
  bool const whole = error == std::errc{} and end == cell.data() + cell.size();
  return whole and weight > 0 and weight <= 1 ? std::optional{weight} : std::nullopt;
}

}  // namespace

Result<std::vector<Synonym>> read_synonyms(std::string_view content) {
  ImportReport report;
  csv::Table table{content, report, {"everyday", "official", "weight"}};
  std::vector<Synonym> synonyms;
  while (table.next()) {
    auto const weight = weight_of(table.cell("weight"));
    if (not weight) table.reject("the weight must be above 0 and at most 1");
    Synonym row{std::string{table.cell("everyday")}, std::string{table.cell("official")}, weight.value_or(0)};
    if (row.everyday.empty() or row.official.empty()) table.reject("both words are needed");
    synonyms.push_back(std::move(row));
  }
  if (report.rejected.empty()) return synonyms;
  auto const& first = report.rejected.front();
  return failure(fmt::format("synonyms, line {}: {}", first.line, first.reason));
}

}  // namespace kreislauf::search

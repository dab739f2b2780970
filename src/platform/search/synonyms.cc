#include <charconv>

#include "base/csv.h"
#include "base/text.h"
#include "platform/search/search.h"

namespace kreislauf::search {

namespace {

std::optional<float> weight_of(std::string_view cell) {
  float weight = 0;
  auto const trimmed = text::trimmed(cell);
  auto const [end, error] = std::from_chars(trimmed.data(), trimmed.data() + trimmed.size(), weight);
  bool const whole = error == std::errc{} && end == trimmed.data() + trimmed.size();
  return whole && weight > 0 && weight <= 1 ? std::optional{weight} : std::nullopt;
}

auto failed(std::size_t line, std::string_view reason) {
  return failure("synonyms, line " + std::to_string(line) + ": " + std::string{reason});
}

}  // namespace

Result<std::vector<Synonym>> read_synonyms(std::string_view content) {
  csv::Reader reader{content};
  auto const first = reader.next();
  if (not first) return failed(1, "the file is empty; its first line must be everyday,official,weight");
  csv::Header const header{first->cells};
  auto const everyday = header.find({"everyday"});
  auto const official = header.find({"official"});
  auto const weight = header.find({"weight"});
  if (not everyday || not official || not weight) return failed(1, "the columns everyday, official and weight are needed");

  std::vector<Synonym> table;
  while (auto const record = reader.next()) {
    if (not record->error.empty()) return failed(record->line, record->error);
    if (record->cells.size() != header.size()) return failed(record->line, "the number of cells differs from the first line");
    auto const number = weight_of(record->cells[*weight]);
    if (not number) return failed(record->line, "the weight must be above 0 and at most 1");
    Synonym row{record->cells[*everyday], record->cells[*official], *number};
    if (text::trimmed(row.everyday).empty() || text::trimmed(row.official).empty()) {
      return failed(record->line, "both words are needed");
    }
    table.push_back(std::move(row));
  }
  return table;
}

}  // namespace kreislauf::search

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "platform/search/search.h"

namespace kreislauf::search {

/// One everyday query and the keys that are right answers to it.
struct Expectation {
  std::string query;
  std::vector<std::string> keys;
};

/// Columns query and leika_key; several keys are separated by `|`. The error names the line.
Result<std::vector<Expectation>> read_expectations(std::string_view csv);

struct Miss {
  std::string query;
  std::size_t rank = 0;      ///< where the first right answer stood, 0: not among the first ten
  std::string first_answer;  ///< name of what stood first instead
};

struct Report {
  std::size_t queries = 0;
  std::size_t at_1 = 0;
  std::size_t at_3 = 0;
  std::size_t at_5 = 0;
  std::size_t at_10 = 0;
  std::vector<Miss> misses;  ///< queries whose right answer was not first
};

Report check(Index const& index, std::vector<Expectation> const& expectations, QueryOptions options = {});

/// Hits at 1, 3, 5 and 10 and the queries missed, for `kreislauf check search FILE.csv`.
std::string as_text(Report const& report);

}  // namespace kreislauf::search

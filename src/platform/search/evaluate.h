#pragma once

#include <vector>

#include "platform/search/reading.h"
#include "platform/search/store.h"

namespace kreislauf::search::detail {

struct Scored {
  std::uint32_t document = 0;  ///< position in Store::documents
  float score = 0;
  float match = 0;  ///< 0 to 1
};

/// Ranks all allowed documents; at most options.limit, best first.
std::vector<Scored> evaluate(Store const& store, Query const& query, QueryOptions const& options);

/// Stems by which a document answers the query.
std::vector<std::string> matched_terms(Store const& store, Query const& query, std::uint32_t document);

}  // namespace kreislauf::search::detail

#pragma once

#include "administration/catalog/catalog.h"

namespace kreislauf::catalog::store {

/// Everything residents may search for: names, keywords, official names and the first sentences, with the synonyms of
/// services/synonyms.csv. Ids are positions in `services`.
search::Index build_index(std::vector<Service> const& services);

}  // namespace kreislauf::catalog::store

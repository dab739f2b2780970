#pragma once

#include "administration/catalog/catalog.h"

namespace kreislauf::catalog::store {

/// Everything residents may search for: names, keywords, official names and the first sentences, with the synonyms of
/// services/synonyms.csv. Ids are positions in `services`.
/// One index for each language of the portal; where the texts are those of last time, the index of last time.
std::vector<std::shared_ptr<search::Index const>> build_indexes(std::vector<Service> const& services);
/// The words for what people look for besides services.
rules::Answers load_answers();

}  // namespace kreislauf::catalog::store

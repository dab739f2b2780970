#pragma once

#include <map>
#include <string>
#include <vector>

#include "engines/feel/feel.h"

namespace kreislauf::forms {

/// The values that questions with a closed list of answers can have; empty for all others.
using ChoicesByName = std::map<std::string, std::vector<feel::Value>>;

/// Is this condition false for every answer? Tried with every combination where it uses yes and no and choices alone,
/// and where there are not too many; otherwise nobody knows, and the answer is no.
bool is_never(feel::Expression const& condition, feel::Names const& names, ChoicesByName const& choices);

}  // namespace kreislauf::forms

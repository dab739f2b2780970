#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "administration/catalog/model.h"
#include "base/result.h"

namespace kreislauf::catalog::rules {

/// One thing to do in a life situation: with services of ours, or named honestly as one that others do.
struct Step {
  std::string id;
  std::vector<std::string> services;   ///< names in addresses; alternatives
  ByLanguage<std::string> text, when;  ///< what to do, and until when; `when` may be empty
  std::string law;                     ///< its source; may be empty
};
using Steps = std::map<std::string, std::vector<Step>, std::less<>>;  ///< by life situation, in order

/// Reads services/situations.toml; fails with line and reason.
Result<Steps> read_steps(std::string_view toml);

}  // namespace kreislauf::catalog::rules

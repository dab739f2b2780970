#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace kreislauf::catalog::rules {

/// What is known of the age of the official catalogue (its rows are of 2019 and for all of Germany): one line of
/// services/catalogue.csv. A new law is a new line there.
struct CatalogueRule {
  enum class Kind : std::uint8_t { other_state, ended, renamed } kind = Kind::ended;
  std::string begins;  ///< folded: a word of the name begins so; of what has ended or changed its name, the name itself
  std::string since;   ///< day, ISO 8601; empty where it was never otherwise
  std::string now;  ///< renamed: what it is called; ended: the service that people need instead (its name in addresses)
  std::string reason;  ///< one German sentence for residents; renamed: what it was called
};

/// Reads services/catalogue.csv; fails with line and reason.
Result<std::vector<CatalogueRule>> read_catalogue_rules(std::string_view csv);

/// The rule that holds for a row of this name; nothing when it stands as it is.
CatalogueRule const* rule_for(std::vector<CatalogueRule> const& rules, std::string_view name);

/// The name as it is today: only the renamed words are replaced.
std::string name_today(CatalogueRule const& rule, std::string_view name);

/// `99010001001058` is a case of `99010001001000`: the last three digits of a LeiKa key tell details of the same
/// service. Empty for what is no such case.
std::string parent_of(std::string_view key);

}  // namespace kreislauf::catalog::rules

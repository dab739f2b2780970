#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kreislauf::authored {
class TableReader;
}

/// What a programme may decide without a person (§ 35a VwVfG NRW, § 155 (4) AO): only where a law says so, only where
/// nothing is left to judgement, and never against the applicant.
namespace kreislauf::cases {

struct CaseType;

struct Automatic {
  struct Rule {
    std::string that;                      ///< FEEL over the answers, `antrag` included
    std::string because;                   ///< in words: what holds when it is true
    std::vector<std::string> checks = {};  ///< items of the list that it looks at
    std::size_t line = 0;
  };
  std::string law = {}, result = {};
  std::int64_t sample = 0;  ///< by chance one in so many is left to a person
  std::vector<Rule> rules = {};

  bool wanted() const { return not rules.empty(); }
};
/// The section [automatic] of case.toml, behind everything else of the type.
void read_automatic(authored::TableReader& reader, CaseType& type);

}  // namespace kreislauf::cases

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "administration/applications/shared/own_application.h"

/// What a programme decides without a person (§ 35a VwVfG NRW): by the rules of the case type, over the answers.
namespace kreislauf::applications {

/// One rule, and what came out.
struct RuleSeen {
  std::string_view because;
  bool holds = false;
};
std::vector<RuleSeen> rules_seen(authority::TownContext const& c, OwnApplication const& own,
                                 cases::CaseType const& type);
/// A condition that cannot be read holds for nobody; `wrong` gets what is wrong with it.
bool holds(std::string const& that, feel::Names const& names, feel::Context const& context,
           feel::Environment const& environment, std::string* wrong = nullptr);

/// Looks at what has come in and decides what may be decided; all else is left to a person. Wants to run again while
/// something waits for its payment or for the printer.
std::optional<Instant> decide_due(Applications& module, authority::TownVisit& visit);

}  // namespace kreislauf::applications

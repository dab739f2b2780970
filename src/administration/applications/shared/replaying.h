#pragma once

#include <string>
#include <vector>

#include "administration/applications/shared/own_application.h"

// Replay: a version of a package that is not live is tried against what came in before.
namespace kreislauf::applications {

/// How one application would have gone otherwise; German sentences without personal data.
struct Difference {
  std::string number, office;
  std::int64_t application = 0;
  std::vector<std::string> what;
};
struct Replay {
  std::size_t tried = 0, unreadable = 0;  ///< unreadable: no key opens it, or its form is gone
  std::vector<Difference> differences = {};
};

/// The newest `most` of this authority, each on the day on which it was sent. Throws BadRequest where the package has
/// no form that can be read.
Replay replay(Applications& module, authority::TownContext const& c, catalog::PackageFiles const& planned,
              std::size_t most);

}  // namespace kreislauf::applications

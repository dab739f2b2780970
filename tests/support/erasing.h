#pragma once

#include <memory>

#include "administration/applications/acts/forgetting.h"
#include "tests/support/portal.h"

namespace kreislauf::test {

/// What the daily job does with applications whose time is over.
inline void erase_due(TestPortal& portal, authority::TownVisit& visit) {
  for (auto const& module : portal.modules.all()) {
    if (module.name != "applications") continue;
    applications::erase_due(*std::static_pointer_cast<applications::Applications>(module.state), visit);
  }
}

}  // namespace kreislauf::test

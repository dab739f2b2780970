#pragma once

#include <string>
#include <vector>

#include "administration/intake/model.h"

namespace kreislauf::intake::rules {

/// Pages of a file that belong together.
struct Group {
  std::size_t first = 0, last = 0;  ///< places among the pages
  std::string code = {};            ///< of its first page that has one; empty: none has
  std::vector<int> printed = {};    ///< printed pages that are there
};

/// What a stack from the feeder is: each form with what lies behind it without a code (enclosures), whatever the order
/// of its own pages; what comes before any form stands by itself. A printed page that comes again begins the same form
/// of somebody else. Blank backs belong to nothing and are left out.
std::vector<Group> grouped(std::vector<Page> const& pages);

}  // namespace kreislauf::intake::rules

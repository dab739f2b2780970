#pragma once

#include "administration/catalog/resident/pages.h"

namespace kreislauf::catalog::pages {

/// What a search gives besides services: an office with its hours or its telephone, the way to an appointment, a page,
/// another town. Ready to be written as lines of a list.
struct Answer {
  std::string kind;  ///< `hours`, `telephone`, `appointment`, `office`, `page`, `place`: for programs and styles
  std::string url;
  html::Content title;
  html::Fragment more = {};  ///< what is said below the title
};

/// All that a query asks for. `first`: the answers are what was asked, services stand below them.
struct Answered {
  std::vector<Answer> answers;
  bool first = false;
  Found found;  ///< services
};

/// Understands the query and looks in services, offices, pages and towns.
Answered answer(Snapshot const& catalog, authority::Authorities const& authorities, TownContext const& context,
                std::string_view text, std::size_t limit);

}  // namespace kreislauf::catalog::pages

#pragma once

#include <string>

#include "administration/applications/shared/own_application.h"

namespace kreislauf::applications::pages {

/// What the island that sends files in pieces (islands/upload.ts) must know of a page of the form: where to, how much,
/// and all its words in the language of the page.
std::string pieces_data(authority::TownContext const& c, OwnApplication const& own, std::size_t page,
                        forms::Entered const& entered);

}  // namespace kreislauf::applications::pages

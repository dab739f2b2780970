#pragma once

#include "administration/applications/model.h"
#include "authority/page.h"

namespace kreislauf::applications::pages {

/// At the end of an application: how it went, asked once; `thanks` where it was answered just now.
void write_rating(authority::Page& page, authority::TownContext const& c, Application const& application, bool thanks);

}  // namespace kreislauf::applications::pages

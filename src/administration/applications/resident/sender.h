#pragma once

#include <boost/json/object.hpp>

#include <string_view>

#include "authority/context.h"

namespace kreislauf::applications::pages {

/// The authority and one of its offices as they stand on a document (platform/pdf, `sender`).
boost::json::object sender_of(authority::TownContext const& c, std::string_view office);

}  // namespace kreislauf::applications::pages

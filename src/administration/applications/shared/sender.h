#pragma once

#include <boost/json/object.hpp>

#include <string_view>

#include "authority/context.h"

namespace kreislauf::applications {

/// The authority and one of its offices as they stand on a document (platform/pdf, `sender`).
boost::json::object sender_of(i18n::Translator const& t, authority::Authority const& authority,
                              authority::Town const& town, std::string_view office);

}  // namespace kreislauf::applications

#pragma once

#include <optional>

#include "authority/authority.h"

namespace kreislauf::app {

/// Lets somebody with a staff right pass: finds the session, checks setting up, right (in the office `{amt}`) and, for
/// POST, the csrf field, and fills context.staff. Otherwise the answer that says what to do.
std::optional<http::Response> admit(authority::Route const& route, http::Request const& request,
                                    authority::Context& context, bool json);

}  // namespace kreislauf::app

#pragma once

#include <string_view>

#include "authority/authority.h"
#include "platform/http/message.h"

namespace kreislauf::app {

/// The one place that turns the end of a request into words: what happened, what was kept, what to do next.
http::Response error_page(authority::Context const& context, unsigned status, std::string_view path);
/// The same for machines (RFC 9457).
http::Response problem_json(unsigned status, std::string_view detail);
/// For a request that could not even be read: no host, no language.
http::Response bare_error(unsigned status);

}  // namespace kreislauf::app

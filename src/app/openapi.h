#pragma once

#include <string>
#include <vector>

#include "authority/module.h"

namespace kreislauf::app {

/// The OpenAPI 3.1 document, made from the route table, so that it cannot say anything else than the router does.
http::Response openapi(std::vector<authority::Route> const& routes, std::vector<authority::Module> const& modules,
                       authority::Context const& context);

}  // namespace kreislauf::app

#pragma once

#include <vector>

#include "authority/authority.h"

namespace kreislauf::app {

class Portal;

/// Health, metrics, assets, the OpenAPI document and its page: what belongs to the program and to no module.
std::vector<authority::Route> operations_routes(Portal& portal);

/// "This address belongs to no town": near names and the way to the list.
http::Response unknown_host_page(authority::Context const& context, std::string_view host);

}  // namespace kreislauf::app

#pragma once

#include <cstdint>
#include <vector>

#include "authority/authority.h"

namespace kreislauf::app {

class Portal;

/// How much /health says: what everybody may know, or all, to who watches on this machine.
enum class Detail : std::uint8_t { for_everybody, all };
http::Response health(Portal& portal, Detail detail);
http::Response metrics_text(Portal& portal);

/// Health, metrics, assets, the OpenAPI document and its page: what belongs to the program and to no module.
std::vector<authority::Route> operations_routes(Portal& portal);

/// "This address belongs to no town": near names and the way to the list.
http::Response unknown_host_page(authority::Context const& context, std::string_view host);

}  // namespace kreislauf::app

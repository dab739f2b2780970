#pragma once

#include <array>
#include <string>

#include "authority/authority.h"

namespace kreislauf::identity {

/// May secrets travel this way? TLS, or a browser on this machine.
bool is_safe_way(http::Request const& request);
http::Response unsafe_way_page(authority::Context const& context, std::string const& path);

/// The key under which the attempts of the visitor's connection are counted; not readable without this authority's
/// secret.
std::string attempts_of_client(db::Connection& connection, authority::Context const& context, std::string_view client);
/// "Zu viele Versuche": when to try again.
std::string wait_sentence(authority::Context const& context, Instant until);

}  // namespace kreislauf::identity

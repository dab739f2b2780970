#pragma once

#include <string>
#include <string_view>

#include "platform/http/message.h"

/// What a request tells of the browser it comes from.
namespace kreislauf::http {

/// The value of a cookie; empty without it.
std::string cookie_in(std::string_view cookies, std::string_view name);

/// `Firefox, Windows`: enough to recognise one's own browser, nothing that tells people apart.
std::string browser_name(std::string_view user_agent);

/// May secrets travel this way? TLS, or a browser on this machine.
bool is_safe_way(Request const& request);

/// Where to go after signing in: only paths of this site, else `otherwise`.
std::string own_path_or(std::string_view path, std::string_view otherwise);

}  // namespace kreislauf::http

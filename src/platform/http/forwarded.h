#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/network.h"

namespace kreislauf::http {

/// Who speaks through proxies that are believed: each adds at the end who spoke to it, so the last one that is no such
/// proxy is the client. `forwarded_for` holds all lines of X-Forwarded-For in their order, joined by commas: a proxy
/// may add a line of its own instead of adding to the one that the visitor has sent. Nothing when something there is no
/// address.
std::optional<Client> client_behind(Client const& proxy, std::string_view forwarded_for,
                                    std::function<bool(std::string const& address)> const& is_believed);

}  // namespace kreislauf::http

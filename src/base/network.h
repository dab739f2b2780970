#pragma once

#include <string>
#include <string_view>

namespace kreislauf {

/// What limits count: an IPv4 address as it is, of an IPv6 address the first 64 bits, because one household has all of
/// the rest.
std::string network_of(std::string_view client);

}  // namespace kreislauf

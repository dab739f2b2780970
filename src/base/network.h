#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace kreislauf {

/// Who sends, as far as the network tells. Neither is ever logged or stored in clear.
struct Client {
  std::string address;  ///< as inet_ntop writes it; an IPv4 address inside of IPv6 is the IPv4 address
  /// What limits count: an IPv4 address as it is, of an IPv6 address the first 64 bits, because one household has all
  /// of the rest.
  std::string network;
};

/// Reads an address as programs and proxies write it: with a port behind it, in brackets, with a zone. Nothing when it
/// is none.
std::optional<Client> client_of(std::string_view text);

}  // namespace kreislauf

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// Addresses that strangers give us to call: the push service of a browser, the receiver of a webhook. What is behind
// our own walls must not be reached by them (OWASP ASVS 5.0, 1.3.6).
namespace kreislauf::calls {

/// Whom such an address may name.
enum class Peers : std::uint8_t {
  everywhere_public,  ///< https, and only hosts whose every call goes to a public address
  local_too,          ///< also http to this machine: tests and the demonstration
};

struct Address {
  std::string scheme;  ///< `https`
  std::string host;    ///< in small letters: `push.example`
  unsigned port = 443;
  std::string path;  ///< with its query, at least `/`
  /// RFC 6454: `https://push.example`, with a port that is not the usual one.
  std::string origin() const;
};

/// Reads an address strictly: no account, no fragment, no blanks, at most 1,000 letters; a name with a dot as host, no
/// number. Nothing for what may not be called.
std::optional<Address> address_in(std::string_view url, Peers peers);

/// Is this an address of the public internet? 4 bytes or 16; what the registries of special purposes keep for others
/// (RFC 6890: this machine, private networks, links, documentation, groups) is not, nor is a tunnel into them.
bool is_public(std::string_view bytes);

}  // namespace kreislauf::calls

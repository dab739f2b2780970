#include "platform/calls/address.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace kreislauf::calls {

namespace {

constexpr std::size_t longest_url = 1000, longest_host = 253;
constexpr unsigned https_port = 443, http_port = 80, last_port = 65535;

struct Range {
  std::array<unsigned char, 4> first;
  unsigned bits;
};
/// RFC 6890 with its updates, and what is no address of one machine.
constexpr std::array<Range, 16> kept_for_others{{{{0, 0, 0, 0}, 8},
                                                 {{10, 0, 0, 0}, 8},
                                                 {{100, 64, 0, 0}, 10},
                                                 {{127, 0, 0, 0}, 8},
                                                 {{169, 254, 0, 0}, 16},
                                                 {{172, 16, 0, 0}, 12},
                                                 {{192, 0, 0, 0}, 24},
                                                 {{192, 0, 2, 0}, 24},
                                                 {{192, 31, 196, 0}, 24},
                                                 {{192, 88, 99, 0}, 24},
                                                 {{192, 168, 0, 0}, 16},
                                                 {{198, 18, 0, 0}, 15},
                                                 {{198, 51, 100, 0}, 24},
                                                 {{203, 0, 113, 0}, 24},
                                                 {{224, 0, 0, 0}, 4},
                                                 {{240, 0, 0, 0}, 4}}};

std::uint32_t number_of(unsigned char const* at) {
  return std::uint32_t{at[0]} << 24 | std::uint32_t{at[1]} << 16 | std::uint32_t{at[2]} << 8 | at[3];
}

bool is_public_v4(unsigned char const* at) {
  return std::none_of(kept_for_others.begin(), kept_for_others.end(), [&](Range const& range) {
    return (number_of(at) >> (32 - range.bits)) == (number_of(range.first.data()) >> (32 - range.bits));
  });
}

bool is_public_v6(unsigned char const* at) {
  // What a gateway turns into IPv4 (NAT64, RFC 6052) is as public as that.
  constexpr std::array<unsigned char, 12> gateway{0, 0x64, 0xff, 0x9b};
  if (std::equal(gateway.begin(), gateway.end(), at)) return is_public_v4(at + 12);
  auto const head = number_of(at);
  if (head >> 29 != 1) return false;                                         // only 2000::/3 is given out
  if (head >> 9 == 0x20010000U >> 9) return false;                           // 2001::/23: Teredo, benchmarks, ORCHID
  if (head == 0x20010db8U or head >> 12 == 0x3fff0000U >> 12) return false;  // documentation
  return head >> 16 != 0x2002;                                               // 6to4 carries an IPv4 address of anybody
}

bool is_letter(char c) { return c >= 'a' and c <= 'z'; }
bool is_host_letter(char c) { return (c >= 'a' and c <= 'z') or (c >= '0' and c <= '9') or c == '-' or c == '.'; }

/// A name of the DNS and no number: what ends with a digit could be read as an address (WHATWG URL, IPv4 parser).
bool is_name(std::string_view host) {
  return host.size() <= longest_host and std::all_of(host.begin(), host.end(), is_host_letter) and
         host.find('.') != std::string_view::npos and host.find("..") == std::string_view::npos and
         not host.starts_with('.') and not host.starts_with('-') and not host.empty() and
         is_letter(host[host.size() - 1]);
}

bool is_local(std::string_view host) { return host == "localhost" or host == "127.0.0.1"; }

std::optional<unsigned> port_in(std::string_view text) {
  if (text.empty() or text.size() > 5 or text.find_first_not_of("0123456789") != std::string_view::npos)
    return std::nullopt;
  unsigned number = 0;
  for (char const c : text) number = 10 * number + static_cast<unsigned>(c - '0');
  return number >= 1 and number <= last_port ? std::optional{number} : std::nullopt;
}

}  // namespace

std::string Address::origin() const {
  bool const usual = port == (scheme == "https" ? https_port : http_port);
  return usual ? scheme + "://" + host : fmt::format("{}://{}:{}", scheme, host, port);
}

std::optional<Address> address_in(std::string_view url, Peers peers) {
  bool const plain = std::all_of(url.begin(), url.end(), [](char c) { return c > ' ' and c < 0x7f; });
  if (not plain or url.size() > longest_url or url.find_first_of("#\"'<>\\^`{|}") != std::string_view::npos)
    return std::nullopt;
  auto const colon = url.find("://");
  if (colon == std::string_view::npos) return std::nullopt;
  Address found{.scheme = std::string{url.substr(0, colon)}, .host = {}, .path = "/"};
  auto const rest = url.substr(colon + 3);
  auto const end = std::min(rest.find_first_of("/?"), rest.size());
  auto const authority = rest.substr(0, end);
  auto const mark = authority.find(':');
  found.host = authority.substr(0, mark);
  std::transform(found.host.begin(), found.host.end(), found.host.begin(),
                 [](char c) { return c >= 'A' and c <= 'Z' ? static_cast<char>(c + 32) : c; });
  if (end < rest.size()) found.path = rest[end] == '?' ? "/" + std::string{rest.substr(end)} : rest.substr(end);
  bool const here = peers == Peers::local_too and is_local(found.host);
  if (found.scheme != "https" and not(here and found.scheme == "http")) return std::nullopt;
  if (found.host.empty() or (not here and not is_name(found.host))) return std::nullopt;
  found.port = found.scheme == "https" ? https_port : http_port;
  if (mark == std::string_view::npos) return found;
  auto const port = port_in(authority.substr(mark + 1));
  if (not port) return std::nullopt;
  found.port = *port;
  return found;
}

bool is_public(std::string_view bytes) {
  constexpr std::array<unsigned char, 12> mapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
  auto const* at = reinterpret_cast<unsigned char const*>(bytes.data());
  if (bytes.size() == 4) return is_public_v4(at);
  if (bytes.size() != 16) return false;
  return std::equal(mapped.begin(), mapped.end(), at) ? is_public_v4(at + 12) : is_public_v6(at);
}

}  // namespace kreislauf::calls

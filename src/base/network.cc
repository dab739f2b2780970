#include "base/network.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>

namespace kreislauf {

namespace {

constexpr std::array<unsigned char, 12> mapped_prefix{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};  // RFC 4291, 2.5.5.2

bool is_port(std::string_view text) {
  return not text.empty() and text.size() <= 5 and
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' and c <= '9'; });
}

/// The address alone: `[2001:db8::1]:443`, `203.0.113.9:1000`, `fe80::1%eth0`. Empty when that cannot be.
std::string_view bare(std::string_view text) {
  if (text.starts_with('[')) {
    auto const end = text.find(']');
    if (end == std::string_view::npos) return {};
    auto const rest = text.substr(end + 1);
    if (not rest.empty() and (not rest.starts_with(':') or not is_port(rest.substr(1)))) return {};
    text = text.substr(1, end - 1);
  } else if (auto const colon = text.find(':'); colon != std::string_view::npos and colon == text.rfind(':')) {
    if (not is_port(text.substr(colon + 1))) return {};
    text = text.substr(0, colon);
  }
  return text.substr(0, text.find('%'));
}

std::string written(int family, void const* bytes) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  return ::inet_ntop(family, bytes, text.data(), text.size()) == nullptr ? std::string{} : std::string{text.data()};
}

}  // namespace

std::optional<Client> client_of(std::string_view text) {
  std::string const address{bare(text)};
  in_addr four{};
  if (::inet_pton(AF_INET, address.c_str(), &four) == 1) {
    auto same = written(AF_INET, &four);
    return Client{.address = same, .network = same};
  }
  std::array<unsigned char, 16> six{};
  if (::inet_pton(AF_INET6, address.c_str(), six.data()) != 1) return std::nullopt;
  if (std::equal(mapped_prefix.begin(), mapped_prefix.end(), six.begin())) {
    auto same = written(AF_INET, six.data() + mapped_prefix.size());
    return Client{.address = same, .network = same};
  }
  auto whole = written(AF_INET6, six.data());
  std::fill(six.begin() + 8, six.end(), static_cast<unsigned char>(0));
  return Client{.address = std::move(whole), .network = written(AF_INET6, six.data()) + "/64"};
}

}  // namespace kreislauf

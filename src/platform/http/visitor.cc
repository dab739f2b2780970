#include "platform/http/visitor.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace kreislauf::http {

std::string cookie_in(std::string_view cookies, std::string_view name) {
  for (auto const part : text::split(cookies, ';')) {
    auto const pair = text::trimmed(part);
    auto const equals = pair.find('=');
    bool const found = equals != std::string_view::npos and pair.substr(0, equals) == name;
    if (found) return std::string{pair.substr(equals + 1)};
  }
  return {};
}

std::string browser_name(std::string_view user_agent) {
  struct Name {
    std::string_view mark, name;
  };
  // The order counts: Edge calls itself Chrome, and Chrome calls itself Safari.
  static constexpr std::array<Name, 4> browsers{
      {{"Edg/", "Edge"}, {"Firefox/", "Firefox"}, {"Chrome/", "Chrome"}, {"Safari/", "Safari"}}};
  static constexpr std::array<Name, 6> systems{{{"Android", "Android"},
                                                {"iPhone", "iPhone"},
                                                {"iPad", "iPad"},
                                                {"Windows", "Windows"},
                                                {"Mac OS", "macOS"},
                                                {"Linux", "Linux"}}};
  auto const find = [&](auto const& names) {
    for (auto const& one : names) {
      if (user_agent.find(one.mark) != std::string_view::npos) return one.name;
    }
    return std::string_view{};
  };
  auto const browser = find(browsers), system = find(systems);
  if (browser.empty() or system.empty()) return std::string{browser.empty() ? system : browser};
  return std::string{browser} + ", " + std::string{system};
}

bool is_safe_way(Request const& request) {
  if (request.secure) return true;
  bool const this_machine = request.client.address.starts_with("127.") or request.client.address == "::1";
  // Browsers take `localhost` for this machine, always (RFC 6761, section 6.3).
  bool const own_name = request.host == "localhost" or request.host.ends_with(".localhost");
  return (this_machine and not request.forwarded) or own_name;
}

std::string own_path_or(std::string_view path, std::string_view otherwise) {
  bool const clean =
      std::all_of(path.begin(), path.end(), [](unsigned char c) { return c > ' ' and c < 127 and c != '\\'; });
  bool const own = path.size() <= 500 and path.starts_with('/') and not path.starts_with("//");
  return std::string{clean and own ? path : otherwise};
}

}  // namespace kreislauf::http

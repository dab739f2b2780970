#include "platform/http/forwarded.h"

#include "base/text.h"

namespace kreislauf::http {

std::optional<Client> client_behind(Client const& proxy, std::string_view forwarded_for,
                                    std::function<bool(std::string const& address)> const& is_believed) {
  std::optional client{proxy};
  while (not forwarded_for.empty() and is_believed(client->address)) {
    auto const comma = forwarded_for.rfind(',');
    bool const first = comma == std::string_view::npos;
    client = client_of(text::trimmed(first ? forwarded_for : forwarded_for.substr(comma + 1)));
    if (not client) return std::nullopt;
    forwarded_for = forwarded_for.substr(0, first ? 0 : comma);
  }
  return client;
}

}  // namespace kreislauf::http

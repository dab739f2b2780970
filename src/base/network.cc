#include "base/network.h"

#include "base/text.h"

namespace kreislauf {

std::string network_of(std::string_view client) {
  if (client.find(':') == std::string_view::npos) return std::string{client};
  // `2001:db8:1:2:...` -> the first four groups; a shortened address keeps what stands before `::`.
  std::string network;
  int groups = 0;
  for (auto const group : text::split(client, ':')) {
    if (group.empty() and groups > 0) break;
    network += group;
    network += ':';
    if (++groups == 4) break;
  }
  return network;
}

}  // namespace kreislauf

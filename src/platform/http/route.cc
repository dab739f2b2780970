#include "platform/http/route.h"

namespace kreislauf::http {

int match(std::string_view pattern, std::string_view path, PathValues& values) {
  std::size_t found = 0;
  while (not pattern.empty() && not path.empty()) {
    if (pattern.front() != '{') {
      if (pattern.front() != path.front()) return -1;
      pattern.remove_prefix(1);
      path.remove_prefix(1);
      continue;
    }
    auto const end = path.find('/');
    auto const value = percent_decoded(path.substr(0, end), false);
    if (not value || value->empty() || found == values.size()) return -1;
    values[found++] = *value;
    path.remove_prefix(end == std::string_view::npos ? path.size() : end);
    pattern.remove_prefix(pattern.find('}') + 1);
  }
  return pattern.empty() && path.empty() ? static_cast<int>(found) : -1;
}

}  // namespace kreislauf::http

#include "platform/http/route.h"

namespace kreislauf::http {

int match(std::string_view pattern, std::string_view path, PathValues& values) {
  std::size_t found = 0;
  while (not pattern.empty() and not path.empty()) {
    if (pattern.front() != '{') {
      if (pattern.front() != path.front()) return -1;
      pattern.remove_prefix(1);
      path.remove_prefix(1);
      continue;
    }
    auto const end = path.find('/');
    auto const value = percent_decoded(path.substr(0, end), false);
    if (not value or value->empty() or found == values.size()) return -1;
    values[found++] = *value;
    path.remove_prefix(end == std::string_view::npos ? path.size() : end);
    pattern.remove_prefix(pattern.find('}') + 1);
  }
  return pattern.empty() and path.empty() ? static_cast<int>(found) : -1;
}

std::string_view value_named(std::string_view pattern, std::string_view name, PathValues const& values) {
  std::size_t number = 0;
  for (auto open = pattern.find('{'); open != std::string_view::npos; open = pattern.find('{', open + 1), ++number) {
    if (pattern.substr(open + 1, pattern.find('}', open) - open - 1) == name and number < values.size())
      return values[number];
  }
  return {};
}

}  // namespace kreislauf::http

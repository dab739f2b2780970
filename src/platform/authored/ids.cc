#include "platform/authored/ids.h"

#include <fmt/format.h>

namespace kreislauf::authored {

bool is_id(std::string_view id) {
  return not id.empty() and id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-_") == std::string_view::npos;
}

void expect_id(TableReader& reader, toml::node const& node, std::string_view id) {
  // What is missing is told by who reads it.
  if (not id.empty() and not is_id(id))
    reader.problem(node, fmt::format("\"id\" may hold a-z, digits, - and _ only, not \"{}\"", id));
}

}  // namespace kreislauf::authored

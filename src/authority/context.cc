#include "authority/context.h"

#include <fmt/format.h>

#include <stdexcept>

namespace kreislauf::authority {

std::string const& Context::path(std::string_view name) const {
  for (auto const& [key, value] : values) {
    if (key == name) return value;
  }
  throw std::logic_error{fmt::format("the address {} has no {{{}}}", route, name)};
}

std::string_view Context::scheme() const { return std::string_view{origin}.substr(0, origin.find("://")); }

std::string Context::origin_of(Authority const& other) const {
  return fmt::format("{}://{}.{}", scheme(), other.slug, town_domain);
}

}  // namespace kreislauf::authority

#include "engines/feel/builtins.h"

#include <algorithm>
#include <map>

namespace kreislauf::feel::internal {
namespace {

using Table = std::map<std::string_view, std::vector<Signature>>;

Table const& table() {
  static Table const all = [] {
    Table made;
    for (auto collect : {conversion_builtins, string_builtins, number_builtins, date_builtins, range_builtins})
      for (auto& [name, signature] : collect()) {
        // These take lists, or values of any kind.
        constexpr std::string_view others[] = {"string", "string join", "not", "is"};
        signature.takes_single_values = std::find(std::begin(others), std::end(others), name) == std::end(others);
        made[name].push_back(std::move(signature));
      }
    for (auto collect : {list_builtins, statistics_builtins, context_builtins})
      for (auto& [name, signature] : collect()) made[name].push_back(std::move(signature));
    return made;
  }();
  return all;
}

}  // namespace

std::span<Signature const> find_builtin(std::string_view name) {
  auto found = table().find(name);
  return found == table().end() ? std::span<Signature const>{} : std::span<Signature const>{found->second};
}

std::vector<std::string> const& builtin_names() {
  static std::vector<std::string> const names = [] {
    std::vector<std::string> all;
    for (auto const& [name, signatures] : table()) all.emplace_back(name);
    return all;
  }();
  return names;
}

}  // namespace kreislauf::feel::internal

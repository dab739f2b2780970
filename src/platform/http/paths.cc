#include "platform/http/paths.h"

#include <stdexcept>

#include "platform/http/message.h"

namespace kreislauf::http {

namespace {

/// Takes the first segment off: `/a/b` -> `a` and `/b`.
std::string_view take_segment(std::string_view& path) {
  path.remove_prefix(1);
  auto const end = path.find('/');
  auto const segment = path.substr(0, end);
  path.remove_prefix(end == std::string_view::npos ? path.size() : end);
  return segment;
}

}  // namespace

void PathTree::add(std::string_view pattern, std::size_t number) {
  auto* node = &root_;
  for (auto rest = pattern; not rest.empty();) {
    if (not rest.starts_with('/')) throw std::logic_error{"an address begins with a slash: " + std::string{pattern}};
    auto const segment = take_segment(rest);
    bool const value = segment.starts_with('{') and segment.ends_with('}');
    auto& next = value ? node->value : node->words[std::string{segment}];
    if (not next) next = std::make_unique<Node>();
    if (value) {
      auto const name = segment.substr(1, segment.size() - 2);
      if (not node->value_name.empty() and node->value_name != name) {
        throw std::logic_error{"the same place of an address has two names, " + node->value_name + " and " +
                               std::string{name} + ": " + std::string{pattern}};
      }
      node->value_name = name;
    }
    node = next.get();
  }
  if (node->number) throw std::logic_error{"two routes have the address " + std::string{pattern}};
  node->number = number;
  node->pattern = pattern;
}

bool PathTree::find(Node const& node, std::string_view rest, Match& match) {
  if (rest.empty()) {
    if (not node.number) return false;
    match.number = *node.number;
    return true;
  }
  if (not rest.starts_with('/')) return false;
  auto const segment = take_segment(rest);
  if (auto const word = node.words.find(segment); word != node.words.end() and find(*word->second, rest, match))
    return true;
  if (not node.value or segment.empty()) return false;
  auto value = percent_decoded(segment, false);
  if (not value or value->empty()) return false;
  match.values.emplace_back(node.value_name, *std::move(value));
  if (find(*node.value, rest, match)) return true;
  match.values.pop_back();
  return false;
}

std::optional<PathTree::Match> PathTree::find(std::string_view path) const {
  Match match{.number = 0, .values = {}};
  return find(root_, path, match) ? std::optional{std::move(match)} : std::nullopt;
}

}  // namespace kreislauf::http

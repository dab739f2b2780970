#pragma once

#include <array>
#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kreislauf::http {

/// The values of `{...}` in a pattern with their names, percent-decoded, in order.
using PathValues = std::vector<std::pair<std::string_view, std::string>>;

/// Addresses by segments: `/dienste/{dienst}`. A segment is a word or one value; words come before values. The cost of
/// finding one is that of its segments, not of their number.
class PathTree {
 public:
  /// Adds a pattern with a number of the caller's. Throws std::logic_error where two patterns could mean the same
  /// address.
  void add(std::string_view pattern, std::size_t number);
  struct Match {
    std::size_t number;
    PathValues values;
  };
  /// Nothing where no pattern fits or a value cannot be decoded.
  std::optional<Match> find(std::string_view path) const;

 private:
  struct Node {
    std::map<std::string, std::unique_ptr<Node>, std::less<>> words;
    std::unique_ptr<Node> value;
    std::string value_name;
    std::optional<std::size_t> number;
    std::string pattern;
  };
  static bool find(Node const& node, std::string_view rest, Match& match);
  Node root_;
};

}  // namespace kreislauf::http

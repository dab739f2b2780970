#pragma once

#include <compare>
#include <cstdint>
#include <istream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kreislauf::osm {

/// Why an extract cannot be read, in German, with what to do.
struct Unreadable : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Key and value; views that live until the visitor returns.
struct Tags {
  std::vector<std::pair<std::string_view, std::string_view>> all;

  /// Empty where there is no such tag.
  std::string_view operator[](std::string_view key) const;
  bool has(std::string_view key, std::string_view value) const { return (*this)[key] == value; }
  bool empty() const { return all.empty(); }
};

struct Node {
  std::int64_t id = 0;
  double longitude = 0, latitude = 0;
  Tags tags = {};
};
struct Way {
  std::int64_t id = 0;
  std::vector<std::int64_t> nodes = {};
  Tags tags = {};
};
/// A way of a relation; `inner` as its role says, which need not be true.
struct Member {
  std::int64_t way = 0;
  bool inner = false;
  auto operator<=>(Member const&) const = default;
};
struct Relation {
  std::int64_t id = 0;
  std::vector<Member> ways = {};
  Tags tags = {};
};

/// What a reader does with what it meets. Views are its own until the call returns.
class Visitor {
 public:
  virtual ~Visitor() = default;
  virtual void node(Node const&) {}
  virtual void way(Way const&) {}
  virtual void relation(Relation const&) {}
};

struct Content {
  bool nodes = true, ways = true, relations = true;
};
struct Header {
  std::int64_t taken = 0;  ///< as of when the data are: seconds since 1970; 0 where the file does not say
};

/// Reads a whole file from its beginning; throws Unreadable. Keeps one block (at most 32 MiB unpacked) in memory.
Header read_pbf(std::istream& file, Content wanted, Visitor& visitor);

}  // namespace kreislauf::osm

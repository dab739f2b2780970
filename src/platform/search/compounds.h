#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace kreislauf::search {

struct StringHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view value) const { return std::hash<std::string_view>{}(value); }
};
template <class Value>
using StringMap = std::unordered_map<std::string, Value, StringHash, std::equal_to<>>;

/// Splits German compounds into words of the catalogue. Of all ways to split, the one with the highest
/// geometric mean of word frequencies wins (Koehn and Knight 2003), linking elements s, es, n, en, er, e
/// allowed between parts.
class Splitter {
 public:
  /// A word or stem that may be a part, with the term it stands for.
  void add(std::string_view part, std::uint32_t term, std::uint32_t count);

  struct Part {
    std::uint32_t term = 0;
    std::uint16_t start = 0;
    std::uint16_t length = 0;  ///< without the linking element
  };
  /// Two to four parts, or none.
  std::vector<Part> split(std::string_view word) const;

  /// What is left when a word does not split as a whole: the longest known beginning and end.
  std::vector<Part> edges(std::string_view word) const;

  /// The term of a known part.
  std::optional<std::uint32_t> term(std::string_view part) const;

  std::size_t size() const { return parts_.size(); }

 private:
  struct Entry {
    std::uint32_t term = 0;
    std::uint32_t count = 0;
  };
  Entry const* find(std::string_view part) const;

  StringMap<Entry> parts_;
};

}  // namespace kreislauf::search

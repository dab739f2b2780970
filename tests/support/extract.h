#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "platform/geo/deflate.h"

namespace kreislauf::test {

/// Writes small OpenStreetMap extracts for tests, as other programs write them: one block, dense nodes, packed with
/// zlib.
class ExtractWriter {
 public:
  using Tags = std::vector<std::pair<std::string, std::string>>;
  struct Member {
    std::int64_t way;
    std::string role;
  };

  void node(std::int64_t id, double longitude, double latitude, Tags const& tags = {}) {
    nodes_.push_back({id, longitude, latitude, tags});
  }
  void way(std::int64_t id, std::vector<std::int64_t> const& nodes, Tags const& tags = {}) {
    std::string way = number(1, id) + tags_of(tags);
    std::string refs;
    std::int64_t last = 0;
    for (auto const node : nodes) {
      refs += varint(zigzag(node - last));
      last = node;
    }
    ways_ += bytes(3, way + bytes(8, refs));
  }
  void relation(std::int64_t id, std::vector<Member> const& members, Tags const& tags) {
    std::string roles, ids, types;
    std::int64_t last = 0;
    for (auto const& member : members) {
      roles += varint(word(member.role));
      ids += varint(zigzag(member.way - last));
      types += varint(1);
      last = member.way;
    }
    relations_ += bytes(4, number(1, id) + tags_of(tags) + bytes(8, roles) + bytes(9, ids) + bytes(10, types));
  }

  std::string file(std::string const& feature = "DenseNodes", std::int64_t taken = 1'587'427'200) {
    return begin(feature, taken) + blob("OSMData", block());
  }
  static std::string begin(std::string const& feature = "DenseNodes", std::int64_t taken = 1'587'427'200) {
    return blob("OSMHeader", bytes(4, "OsmSchema-V0.6") + bytes(4, feature) + number(32, taken));
  }
  /// What stands in the block, not packed.
  std::string block() {
    std::string ids, latitudes, longitudes, tags;
    std::int64_t id = 0, latitude = 0, longitude = 0;
    for (auto const& node : nodes_) {
      auto const steps = [](double degrees) {
        return static_cast<std::int64_t>(degrees * 1e7 + (degrees < 0 ? -0.5 : 0.5));
      };
      ids += varint(
          zigzag(static_cast<std::int64_t>(static_cast<std::uint64_t>(node.id) - static_cast<std::uint64_t>(id))));
      latitudes += varint(zigzag(steps(node.latitude) - latitude));
      longitudes += varint(zigzag(steps(node.longitude) - longitude));
      id = node.id, latitude = steps(node.latitude), longitude = steps(node.longitude);
      for (auto const& [key, value] : node.tags) tags += varint(word(key)) + varint(word(value));
      tags += varint(0);
    }
    auto const group = bytes(2, bytes(1, ids) + bytes(8, latitudes) + bytes(9, longitudes) + bytes(10, tags));
    std::string words;
    for (auto const& one : words_) words += bytes(1, one);
    return bytes(1, words) + bytes(2, group) + (ways_.empty() ? "" : bytes(2, ways_)) +
           (relations_.empty() ? "" : bytes(2, relations_));
  }

  static std::string blob(std::string const& kind, std::string const& content) {
    auto const body = number(2, static_cast<std::int64_t>(content.size())) + bytes(3, geo::deflated(content));
    auto const head = bytes(1, kind) + number(3, static_cast<std::int64_t>(body.size()));
    std::string length;
    for (int shift = 24; shift >= 0; shift -= 8) length += static_cast<char>(head.size() >> shift & 0xFF);
    return length + head + body;
  }

 private:
  struct Node {
    std::int64_t id;
    double longitude, latitude;
    Tags tags;
  };

  static std::string varint(std::uint64_t value) {
    std::string out;
    for (; value >= 0x80; value >>= 7) out += static_cast<char>(value | 0x80);
    return out + static_cast<char>(value);
  }
  static std::uint64_t zigzag(std::int64_t value) {
    return (static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63);
  }
  static std::string number(unsigned field, std::int64_t value) {
    return varint(field << 3) + varint(static_cast<std::uint64_t>(value));
  }
  static std::string bytes(unsigned field, std::string const& content) {
    return varint(field << 3 | 2) + varint(content.size()) + content;
  }
  std::uint64_t word(std::string const& text) {
    for (std::size_t i = 1; i < words_.size(); ++i) {
      if (words_[i] == text) return i;
    }
    words_.push_back(text);
    return words_.size() - 1;
  }
  std::string tags_of(Tags const& tags) {
    std::string keys, values;
    for (auto const& [key, value] : tags) {
      keys += varint(word(key));
      values += varint(word(value));
    }
    return bytes(2, keys) + bytes(3, values);
  }

  std::vector<std::string> words_{1};
  std::vector<Node> nodes_;
  std::string ways_, relations_;
};

}  // namespace kreislauf::test

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "platform/geo/mercator.h"

namespace kreislauf::osm {

/// Where the nodes of an extract lie, some five bytes each: they come ordered by id, and who follows whom lies nearby.
class Locations {
 public:
  /// False where the ids are not in order, or beyond what any database of the world counts to.
  bool add(std::int64_t id, geo::Point at);
  std::optional<geo::Point> of(std::int64_t id) const;
  std::size_t count() const { return count_; }
  std::size_t bytes() const { return steps_.capacity() + heads_.capacity() * sizeof(Head); }

 private:
  /// Every 64 nodes one can begin to read.
  struct Head {
    std::int64_t id;
    geo::Point point;
    std::uint64_t at;
  };
  void write(std::int64_t value);

  std::vector<Head> heads_;
  std::vector<std::uint8_t> steps_;
  std::int64_t last_id_ = 0;
  geo::Point last_;
  std::size_t count_ = 0;
};

}  // namespace kreislauf::osm

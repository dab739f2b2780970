#pragma once

#include <array>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/clock.h"

namespace kreislauf::app {

/// A token bucket for each client address (IPv6: each /64). Kept in memory only, forgotten when full again.
class RateLimit {
 public:
  /// `per_second` 0 switches it off.
  explicit RateLimit(unsigned per_second, unsigned burst) : per_second_{per_second}, burst_{burst} {}

  /// 0 when the request may pass, otherwise the seconds to wait.
  unsigned take(std::string_view client, Instant now);

 private:
  struct Bucket {
    double tokens;
    Instant filled;
  };
  struct Shard {
    std::mutex mutex;
    std::unordered_map<std::string, Bucket> buckets;
  };

  void forget_full(Shard& shard, Instant now) const;

  unsigned per_second_, burst_;
  std::array<Shard, 16> shards_;
};

}  // namespace kreislauf::app

#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "base/clock.h"

namespace kreislauf::cases {

/// Who looks at which case just now. Kept in memory only and forgotten after minutes: it helps colleagues not to do the
/// same work twice and is no record of what somebody does. Several servers know of their own visitors each.
class Presence {
 public:
  /// Somebody looks at it; who else does, by number.
  std::vector<std::int64_t> note(std::string const& authority, std::int64_t one, std::int64_t staff, Instant now);

 private:
  struct Visitor {
    std::int64_t staff = 0;
    Instant at;
  };
  void forget(Instant before);

  std::mutex mutex_;
  std::map<std::pair<std::string, std::int64_t>, std::vector<Visitor>> visitors_;  ///< guarded by mutex_
};

}  // namespace kreislauf::cases

#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "platform/jobs/workers.h"
#include "platform/limits/limits.h"

namespace kreislauf::app {

/// What was refused since the last call, as one line for the log: `bookings 37, forms of other sites 2`. Empty when
/// nothing was. Attacks are seen there while they go on, and a flood of them is one line a minute.
std::string newly_refused(limits::Limits const& limits, std::map<std::string, std::uint64_t, std::less<>>& told);

/// Writes that line once a minute.
class Watch {
 public:
  explicit Watch(limits::Limits const& limits);

 private:
  std::map<std::string, std::uint64_t, std::less<>> told_;
  jobs::Repeating loop_;
};

}  // namespace kreislauf::app

#include "app/watch.h"

#include <fmt/format.h>

#include "base/log.h"

namespace kreislauf::app {

std::string newly_refused(limits::Limits const& limits, std::map<std::string, std::uint64_t, std::less<>>& told) {
  std::string line;
  for (auto const& [reason, count] : limits.refused()) {
    auto& before = told[reason];
    if (count > before) line += fmt::format("{}{} {}", line.empty() ? "" : ", ", reason, count - before);
    before = count;
  }
  return line;
}

Watch::Watch(limits::Limits const& limits)
    : loop_{std::chrono::minutes{1}, [this, &limits] {
              auto const line = newly_refused(limits, told_);
              if (not line.empty()) log::info("refused", line);
            }} {}

}  // namespace kreislauf::app

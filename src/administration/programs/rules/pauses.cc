#include "administration/programs/rules/pauses.h"

#include <algorithm>
#include <array>

namespace kreislauf::programs {

std::chrono::seconds pause_after(std::int64_t attempts) {
  using namespace std::chrono_literals;
  constexpr std::array<std::chrono::seconds, 9> pauses{30s, 2min, 5min, 15min, 1h, 2h, 4h, 8h, 12h};
  return pauses[static_cast<std::size_t>(
      std::clamp<std::int64_t>(attempts - 1, 0, static_cast<std::int64_t>(pauses.size()) - 1))];
}

}  // namespace kreislauf::programs

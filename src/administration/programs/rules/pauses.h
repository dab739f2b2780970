#pragma once

#include <chrono>
#include <cstdint>

namespace kreislauf::programs {

/// How long a message rests after so many attempts that came to nothing.
std::chrono::seconds pause_after(std::int64_t attempts);

}  // namespace kreislauf::programs

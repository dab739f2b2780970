#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "base/result.h"
#include "platform/pdf/process.h"

namespace kreislauf::pdf {

/// Gives a program of others its whole input and returns all that it writes; it is ended then. `most` is how much it
/// may write. For programs that read until the end and know no frames: `pdftoppm -`.
Result<std::string, Fault> piped(Launch const& launch, std::string_view input, std::chrono::milliseconds limit,
                                 std::size_t most);

}  // namespace kreislauf::pdf

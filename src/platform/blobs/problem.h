#pragma once

#include <cstdint>
#include <string_view>

#include "base/result.h"

namespace kreislauf::blobs {

/// What can go wrong with bytes that are stored. Values, because each has its own next step.
enum class Problem : std::uint8_t {
  too_large,     ///< more bytes than allowed; nothing was kept
  disk_full,     ///< no space left, or the quota is used up
  denied,        ///< rights of the folder, a disk that can only be read, keys that the storage does not take
  unavailable,   ///< the storage does not answer, or a disk failed: trying again later may help
  damaged,       ///< the bytes are not those that were stored
  missing,       ///< there is no such document
  unreadable,    ///< no key opens it
  wrong_offset,  ///< a piece of an upload does not begin where the last one ended
  broken_off,    ///< the sender went away
};

/// In English, for logs and commands; never about contents.
std::string_view sentence(Problem problem);
/// The problem behind an `errno` of writing or reading.
Problem problem_of(int error);

template <class T>
using Outcome = Result<T, Problem>;

}  // namespace kreislauf::blobs

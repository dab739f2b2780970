#pragma once

#include <linux/filter.h>

#include <vector>

namespace kreislauf::pdf {

/// A seccomp filter for a process that only computes: it answers EPERM to calls that reach the network, write or change
/// files, start or watch other processes. Reading, memory and threads go on; so does exec, which the filter is put on
/// before.
std::vector<sock_filter> refused_calls();

}  // namespace kreislauf::pdf

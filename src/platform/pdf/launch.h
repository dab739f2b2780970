#pragma once

#include <sys/types.h>

#include <chrono>
#include <string>
#include <vector>

namespace kreislauf::pdf {

class Confinement;

/// How a confined process is started: one that makes documents, or reads what others sent (platform/ocr).
struct Launch {
  std::vector<std::string> command;  ///< absolute path of the program and its arguments
  Confinement const* confinement = nullptr;
  std::chrono::milliseconds patience{20'000};  ///< until it says that it is ready
};

/// Starts it with one end of a line as its input and output, and nothing else open; its id, or less than 0.
pid_t launch_child(Launch const& launch, int line);

}  // namespace kreislauf::pdf

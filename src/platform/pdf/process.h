#pragma once

#include <sys/types.h>

#include <chrono>
#include <string>

#include "base/result.h"
#include "platform/pdf/frames.h"
#include "platform/pdf/launch.h"

namespace kreislauf::pdf {

/// How it can end before its time.
enum class Fault { gone, late, garbage };

/// One of them. It is ended with the object, with the thread that started it, and by the end of the line when this
/// program is killed. Used by one thread at a time.
class Process {
 public:
  struct Answer {
    char letter = 0;
    std::string content;
  };

  /// Fails with the reason, for operators.
  static Result<Process> start(Launch const& launch);
  ~Process() { end(); }
  Process(Process&& other) noexcept;
  Process& operator=(Process&& other) noexcept;

  /// Sends a request and waits for its answer. After a fault the process is of no more use.
  Result<Answer, Fault> ask(std::string_view request, std::chrono::milliseconds limit);
  pid_t id() const { return id_; }
  int answered() const { return answered_; }

 private:
  Process(pid_t id, int line) : id_{id}, line_{line} {}
  using Deadline = std::chrono::steady_clock::time_point;
  Result<void, Fault> write(std::string_view bytes, Deadline until);
  Result<std::string, Fault> read(std::size_t size, Deadline until);
  Result<Answer, Fault> read_answer(Deadline until);
  Result<void, Fault> wait_for(short events, Deadline until);
  void end() noexcept;

  pid_t id_ = -1;
  int line_ = -1;
  int answered_ = 0;
};

}  // namespace kreislauf::pdf

#pragma once

#include <chrono>

#include "platform/http/message.h"
#include "platform/jobs/workers.h"

/// What each class of work may cost others (Load) when there is more to do than time.
namespace kreislauf::http {

/// How it stands in the queue of the workers. What somebody has begun goes first, and waits longest: he would have to
/// begin again. A list is looked at again sooner than waited for.
jobs::Urgency urgency_of(Load load);
/// How long what is ready has to wait for a loop. One slow answer, or a machine that was busy with something else,
/// makes a moment late; only a queue that does not go away is too much work (as CoDel tells them apart, RFC 8289).
class Lateness {
 public:
  using Clock = std::chrono::steady_clock;
  void note(Clock::duration late_by, Clock::time_point now);
  /// Must work of this class be refused that the loop would do itself?
  bool refuses(Load load, Clock::time_point now) const;

 private:
  Clock::duration late_by_{};
  Clock::time_point since_{}, noted_{};  ///< since when it was late each time; when that was noted last
};

}  // namespace kreislauf::http

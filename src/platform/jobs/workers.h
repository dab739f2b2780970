#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace kreislauf::jobs {

/// A bounded pool of threads for work that may block on disk or network.
/// The destructor lets the work already taken finish and drops what still waits. What work throws is logged: one
/// forgotten catch must not end the program for all authorities. The same holds for Repeating.
class Workers {
 public:
  Workers(std::size_t threads, std::size_t most_waiting);
  ~Workers();
  Workers(Workers const&) = delete;
  Workers& operator=(Workers const&) = delete;

  /// False when the queue is full: the caller tells its client to come back later. `share` (percent) is how much of the
  /// queue work of this class may find filled: what gives way first asks for a small one.
  bool offer(std::function<void()> work, std::size_t share = 100);
  std::size_t waiting() const;
  /// Finishes what was taken, then joins all threads. Nothing is taken afterwards.
  void stop();

 private:
  void run();

  std::size_t most_waiting_;
  mutable std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::function<void()>> queue_;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

/// Calls a function again and again, `every` apart, on a thread of its own, until it is destroyed.
class Repeating {
 public:
  Repeating(std::chrono::milliseconds every, std::function<void()> work);
  ~Repeating();
  Repeating(Repeating const&) = delete;
  Repeating& operator=(Repeating const&) = delete;

  /// Does not wait any longer for the next time. What wakes it while it works lets it work once more.
  void wake();

 private:
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopping_ = false;
  bool woken_ = false;
  std::thread thread_;
};

}  // namespace kreislauf::jobs

#pragma once

#include <array>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace kreislauf::jobs {

/// How work stands in the queue: the lowest rank first, and how long it is worth waiting for. Whoever would wait longer
/// is told at once.
struct Urgency {
  std::size_t rank = 0;  ///< 0 to 4
  std::chrono::milliseconds patience{60'000};
};

/// A bounded pool of threads for work that may block on disk or network.
/// The destructor lets the work already taken finish and drops what still waits. What work throws is logged: one
/// forgotten catch must not end the program for all authorities. The same holds for Repeating.
class Workers {
 public:
  Workers(std::size_t threads, std::size_t most_waiting);
  ~Workers();
  Workers(Workers const&) = delete;
  Workers& operator=(Workers const&) = delete;

  /// False when the queue is full, or what stands in front would take longer than the patience: the caller tells its
  /// client to come back later. Work that waited longer all the same is not done; `too_late` is called instead.
  bool offer(std::function<void()> work, Urgency urgency = {}, std::function<void()> too_late = {});
  std::size_t waiting() const;
  /// Finishes what was taken, then joins all threads. Nothing is taken afterwards.
  void stop();

 private:
  static constexpr std::size_t ranks = 5;
  using Moment = std::chrono::steady_clock::time_point;
  struct Task {
    std::function<void()> work, too_late;
    Moment until;
  };

  void run();
  Task take_first();
  bool is_worth_waiting(Urgency urgency) const;

  std::size_t most_waiting_;
  mutable std::mutex mutex_;
  std::condition_variable wake_;
  std::array<std::deque<Task>, ranks> queues_;
  std::size_t waiting_ = 0;
  std::chrono::nanoseconds usual_{0};  ///< how long a piece of work takes, lately
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

#include "platform/jobs/workers.h"

#include <chrono>
#include <typeinfo>

#include "base/log.h"

namespace kreislauf::jobs {

namespace {

void guarded(std::function<void()> const& work) {
  try {
    work();
  } catch (std::exception const& reason) {
    log::error("work_failed", typeid(reason).name());  // its words may name somebody
  } catch (...) {
    log::error("work_failed", "not an exception");
  }
}

}  // namespace

Workers::Workers(std::size_t threads, std::size_t most_waiting) : most_waiting_{most_waiting} {
  for (std::size_t i = 0; i < threads; ++i) threads_.emplace_back([this] { run(); });
}

Workers::~Workers() { stop(); }

bool Workers::offer(std::function<void()> work, std::size_t share) {
  {
    std::lock_guard const lock{mutex_};
    if (stopping_ or queue_.size() * 100 >= most_waiting_ * share) return false;
    queue_.push_back(std::move(work));
  }
  wake_.notify_one();
  return true;
}

std::size_t Workers::waiting() const {
  std::lock_guard const lock{mutex_};
  return queue_.size();
}

void Workers::stop() {
  {
    std::lock_guard const lock{mutex_};
    stopping_ = true;
  }
  wake_.notify_all();
  for (auto& thread : threads_) {
    if (thread.joinable()) thread.join();
  }
}

void Workers::run() {
  for (;;) {
    std::unique_lock lock{mutex_};
    wake_.wait(lock, [this] { return stopping_ or not queue_.empty(); });
    if (queue_.empty()) return;
    auto work = std::move(queue_.front());
    queue_.pop_front();
    lock.unlock();
    guarded(work);
  }
}

Repeating::Repeating(std::chrono::milliseconds every, std::function<void()> work)
    : thread_{[this, every, work = std::move(work)] {
        std::unique_lock lock{mutex_};
        for (;;) {
          wake_.wait_for(lock, every, [this] { return stopping_ or woken_; });
          if (stopping_) return;
          woken_ = false;
          lock.unlock();
          guarded(work);
          lock.lock();
        }
      }} {}

void Repeating::wake() {
  {
    std::lock_guard const lock{mutex_};
    woken_ = true;
  }
  wake_.notify_all();
}

Repeating::~Repeating() {
  {
    std::lock_guard const lock{mutex_};
    stopping_ = true;
  }
  wake_.notify_all();
  thread_.join();
}

}  // namespace kreislauf::jobs

#include "platform/jobs/workers.h"

#include <algorithm>
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

bool Workers::is_worth_waiting(Urgency urgency) const {
  if (waiting_ >= most_waiting_) return false;
  std::size_t before = 0;
  for (std::size_t rank = 0; rank <= urgency.rank; ++rank) before += queues_[rank].size();
  return before * usual_ <= urgency.patience * threads_.size();
}

bool Workers::offer(std::function<void()> work, Urgency urgency, std::function<void()> too_late) {
  {
    std::lock_guard const lock{mutex_};
    if (stopping_ or not is_worth_waiting(urgency)) return false;
    auto const until = std::chrono::steady_clock::now() + urgency.patience;
    queues_[urgency.rank].push_back({std::move(work), std::move(too_late), until});
    ++waiting_;
  }
  wake_.notify_one();
  return true;
}

std::size_t Workers::waiting() const {
  std::lock_guard const lock{mutex_};
  return waiting_;
}

Workers::Task Workers::take_first() {
  auto const first = std::find_if(queues_.begin(), queues_.end(), [](auto const& queue) { return not queue.empty(); });
  auto task = std::move(first->front());
  first->pop_front();
  --waiting_;
  return task;
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
    wake_.wait(lock, [this] { return stopping_ or waiting_ > 0; });
    if (waiting_ == 0) return;
    auto const task = take_first();
    lock.unlock();
    auto const begun = std::chrono::steady_clock::now();
    bool const late = task.too_late and begun > task.until;
    guarded(late ? task.too_late : task.work);
    if (late) continue;
    std::chrono::nanoseconds const took = std::chrono::steady_clock::now() - begun;
    lock.lock();
    usual_ += (took - usual_) / 16;
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

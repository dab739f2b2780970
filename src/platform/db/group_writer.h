#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <future>
#include <mutex>
#include <vector>

#include "platform/db/connection.h"
#include "platform/jobs/workers.h"

namespace kreislauf::db {

/// Group commit: takes all waiting writes of one database, runs each in its own SAVEPOINT, commits once, then answers
/// them all. One fsync serves the group, and nobody is answered before it.
class GroupWriter {
 public:
  using Work = std::function<void(Connection&)>;
  /// Lends the one writing session of the database to `work`.
  using Lend = std::function<void(Work const&)>;

  GroupWriter(jobs::Workers& workers, Lend lend) : workers_{workers}, lend_{std::move(lend)} {}

  /// Blocks until the change is durable. Throws what the work threw, or why the commit failed.
  void write(Work const& questions, Work const& work);
  /// Commits made or under way here.
  std::int64_t commits() const { return commits_; }

 private:
  struct Waiting {
    Work const* questions;
    Work const* work;
    std::promise<void> done;
    std::exception_ptr error;
  };

  void drain();
  void commit(std::vector<Waiting*> const& group);
  static void ask_all(Connection& connection, std::vector<Waiting*> const& group);
  static void run_one(Connection& connection, Waiting& waiting);

  jobs::Workers& workers_;
  Lend lend_;
  std::mutex mutex_;
  std::vector<Waiting*> queue_;
  bool draining_ = false;
  std::atomic<std::int64_t> commits_{0};
};

}  // namespace kreislauf::db

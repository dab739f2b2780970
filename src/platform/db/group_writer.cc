#include "platform/db/group_writer.h"

#include "base/errors.h"

namespace kreislauf::db {

namespace {
constexpr std::size_t largest_group = 256;
// Counts commits, so that every process can see that something has changed. It comes first: the row stays locked until
// the commit, so that the programs that write to one database do so one after the other, and what a work has read is
// still so when it writes.
constexpr auto count_commit = "UPDATE store_version SET version = version + 1";
}  // namespace

void GroupWriter::write(Work const& questions, Work const& work) {
  Waiting waiting{.questions = &questions, .work = &work, .done = {}, .error = {}};
  auto answer = waiting.done.get_future();
  {
    std::lock_guard const lock{mutex_};
    queue_.push_back(&waiting);
    if (not draining_) {
      // The queue of the workers is bounded: when it is full the write is refused before anything was promised.
      if (not workers_.offer([this] { drain(); })) {
        queue_.pop_back();
        throw StoreError{"too many databases are being written at once"};
      }
      draining_ = true;
    }
  }
  answer.get();
}

void GroupWriter::drain() {
  for (;;) {
    std::vector<Waiting*> group;
    {
      std::lock_guard const lock{mutex_};
      if (queue_.empty()) {
        draining_ = false;
        return;
      }
      auto const count = std::min(queue_.size(), largest_group);
      group.assign(queue_.begin(), queue_.begin() + static_cast<std::ptrdiff_t>(count));
      queue_.erase(queue_.begin(), queue_.begin() + static_cast<std::ptrdiff_t>(count));
    }
    try {
      commit(group);
    } catch (...) {
      for (auto* waiting : group) waiting->error = std::current_exception();
    }
    for (auto* waiting : group) {
      if (waiting->error)
        waiting->done.set_exception(waiting->error);
      else
        waiting->done.set_value();
    }
  }
}

void GroupWriter::commit(std::vector<Waiting*> const& group) {
  lend_([&](Connection& connection) {
    connection.begin();
    ++commits_;  // before it is visible: see Database::foreign_version
    try {
      connection.later(count_commit);
      ask_all(connection, group);
      for (auto* waiting : group) run_one(connection, *waiting);
      connection.later("COMMIT");
      connection.settle();
    } catch (...) {
      auto const reason = std::current_exception();
      --commits_;
      try {
        connection.roll_back();
      } catch (StoreError const&) {  // the engine has rolled back already, or the session is gone: both undo the group
      }
      std::rethrow_exception(reason);
    }
  });
}

void GroupWriter::ask_all(Connection& connection, std::vector<Waiting*> const& group) {
  bool asked = false;
  for (auto const* waiting : group) {
    if (not *waiting->questions) continue;
    (*waiting->questions)(connection);
    asked = true;
  }
  if (asked) connection.settle();
}

void GroupWriter::run_one(Connection& connection, Waiting& waiting) {
  connection.begin_part();
  try {
    (*waiting.work)(connection);
    connection.end_part([&waiting](std::exception_ptr refused) { waiting.error = std::move(refused); });
  } catch (StoreFull const&) {
    throw;  // no space concerns the whole group: SQLite may have ended the transaction
  } catch (...) {
    waiting.error = std::current_exception();
    connection.undo_part();
  }
}

}  // namespace kreislauf::db

#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "authority/module.h"
#include "base/function_ref.h"
#include "platform/jobs/workers.h"

namespace kreislauf::app {

/// Does the jobs of all modules in every authority. An authority is looked at each second while people use it, when
/// something is due, and in turn with all others; daily jobs are done everywhere, a few authorities a second. What
/// fails in one is logged and tried again after some minutes, and stops neither the other jobs nor the care for the
/// other authorities.
class Scheduler {
 public:
  Scheduler(authority::House& house, std::vector<authority::Module> const& modules, bool by_itself = true);

  /// One round; for tests, and each second by itself.
  void look();

 private:
  struct Seen {
    std::int64_t version = -1;
    std::chrono::sys_days day{};               ///< for which the daily jobs are done
    std::map<std::string_view, Instant> next;  ///< of jobs that told when
    bool held = false;                         ///< the clock is in doubt (platform/acts/days.h)
    std::optional<Instant> daily_again;        ///< when daily jobs that failed are tried again
    std::optional<Instant> earliest() const;
  };
  void tell_unreadable() const;
  bool on_duty();
  void visit(authority::Authority const& authority, Seen& seen);
  /// Whether it went well; what went wrong stands in the log.
  static bool guarded(authority::Authority const& authority, std::string_view what, FunctionRef<void()> work);
  void do_daily(authority::TownVisit& visit, Seen& seen);
  void do_due(authority::TownVisit& visit, Seen& seen, bool changed);

  authority::House& house_;
  std::vector<authority::Job> due_, daily_;
  std::map<AuthorityKey, Seen> seen_;
  std::size_t round_ = 0;  ///< how many authorities of this turn were looked at
  bool first_turn_ = true;
  std::optional<jobs::Repeating> loop_;  // last: it uses everything above
};

}  // namespace kreislauf::app

#pragma once

#include <map>
#include <mutex>
#include <string>

#include "authority/module.h"
#include "platform/push/sending.h"

namespace kreislauf::notifications {

/// What this module keeps while the program runs.
class Notifications {
 public:
  explicit Notifications(authority::House& of) : house{of} {}

  /// A push service that has just been silent is left alone for a while: mails of all authorities wait for the same
  /// thread.
  bool is_silent(std::string const& origin);
  void note_silence(std::string const& origin);

  authority::House& house;
  calls::Caller* network = &calls::network();
  calls::Peers peers = calls::Peers::everywhere_public;  ///< in tests: a push service on this machine

 private:
  std::mutex mutex_;
  std::map<std::string, Instant> silent_until_;
};

/// Sends one message of the outbox to the push service of its browser. What is gone there is forgotten here.
std::string send_push(Notifications& module, authority::TownVisit& visit, acts::OutboxMessage const& message);

}  // namespace kreislauf::notifications

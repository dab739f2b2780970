#pragma once

#include <map>
#include <optional>

#include "administration/appointments/appointments.h"
#include "authority/authority.h"
#include "platform/jobs/workers.h"

namespace kreislauf::app {

/// Looks at the clock for all authorities that give appointments: ends holds and offers, closes days, erases. Each
/// authority is looked at when something is due or somebody has written, so that one without appointments costs
/// nothing.
class Keeper {
 public:
  Keeper(appointments::Appointments& module, db::Store& store, authority::Authorities& authorities, Clock const& clock,
         crypto::Random& random, live::Hub* hub, bool by_itself = true);

  /// One round; for tests, and each second by itself.
  void look();

 private:
  struct Kept {
    std::int64_t version = -1;
    std::optional<Instant> next;
    appointments::Day closed{};
    Instant looked{};
  };
  void visit(authority::Authority const& authority, Kept& kept);

  appointments::Appointments& module_;
  db::Store& store_;
  authority::Authorities& authorities_;
  Clock const& clock_;
  crypto::Random& random_;
  live::Hub* hub_;
  std::map<AuthorityKey, Kept> kept_;
  std::optional<jobs::Repeating> loop_;  // last: it uses everything above
};

}  // namespace kreislauf::app

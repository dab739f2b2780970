#pragma once

#include "administration/applications/shared/own_application.h"
#include "administration/notices/notices.h"

// An objection (Widerspruch) is an application of its own that begins at a notice and goes to the same office.
namespace kreislauf::applications {

/// The form in which somebody objects to this notice now; nothing where it is none to object to, its time is over, the
/// town has not opened the way (§ 3a (1) VwVfG NRW), or nobody could prove here who he is.
std::shared_ptr<forms::Form const> objection_form(Applications const& module, authority::TownContext const& c,
                                                  notices::Notice const& notice);

/// What the office reads of it: against what, and whether in time.
struct ObjectionSeen {
  std::int64_t application = 0, against = 0;
  std::string against_number = {}, against_office = {}, own_number = {};
  std::string issued_on = {}, until = {};  ///< days
  bool sent = false, in_time = false;
};
/// Of an objection: against what it is.
std::optional<ObjectionSeen> objection_of(db::Connection& connection, Application const& application);
/// Of any application: what was sent against its notices.
std::vector<ObjectionSeen> objections_to(db::Connection& connection, Application const& application);

}  // namespace kreislauf::applications

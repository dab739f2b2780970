#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "administration/notifications/model.h"
#include "authority/context.h"
#include "authority/house.h"
#include "base/errors.h"
#include "platform/acts/acts.h"

// What people choose: quiet hours, and browsers that say something.
namespace kreislauf::notifications {

void choose(acts::Transaction& tx, std::string_view subject, Quiet const& quiet);

struct TooManyDevices : Conflict {
  TooManyDevices() : Conflict{"there are as many devices as one matter has; remove one first"} {}
};
/// A browser is allowed to say something; once more, it is the same. Throws TooManyDevices.
void add_device(acts::Transaction& tx, authority::TownContext const& c, std::string_view subject,
                Subscription const& subscription, std::string name);
/// Only one of this subject.
void remove_device(acts::Transaction& tx, std::string_view subject, std::int64_t device);

/// The public key that browsers are given, as base64url; made when the first one asks.
std::string public_key(authority::TownContext const& c);

/// The matter or the account is gone, and with it all that was chosen for it.
void erase(acts::Transaction& tx, std::string_view subject);

/// For a copy of one's own data (Art. 15 DSGVO).
struct Chosen {
  Quiet quiet;
  std::vector<Device> devices;
};
Chosen chosen_for(db::Connection& connection, std::string_view subject);

void renew_under_keys(authority::TownVisit& visit);
std::int64_t sealed_under(authority::TownVisit& visit, int number);

}  // namespace kreislauf::notifications

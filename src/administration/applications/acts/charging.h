#pragma once

#include "administration/applications/acts/change.h"
#include "administration/payments/payments.h"
#include "authority/context.h"

// What an application costs, asked for in the act that sends it (platform: administration/payments).
namespace kreislauf::applications {

/// Asks for the money; `name` is that of the service in German.
void charge(acts::Transaction& tx, authority::TownContext const& c, Application const& application,
            std::string_view name, Money amount, std::string const& mail);
/// Nothing is owed any more; what was paid is owed back. Nothing where nothing was asked for.
void discharge(acts::Transaction& tx, payments::Payments const& payments, Application const& application);

}  // namespace kreislauf::applications

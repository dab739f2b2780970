#pragma once

#include "administration/applications/applications.h"
#include "administration/applications/model.h"

// Who has used the data of an application. Told from its events, which are written with the act itself: there is one
// truth, the same that the audit trail of the authority shows.
namespace kreislauf::applications {

std::vector<accounts::Use> uses_of(Applications& module, authority::TownContext const& c,
                                   Application const& application);

/// Applications in the accounts of residents.
accounts::Keeper keeper_of(Applications& module);

}  // namespace kreislauf::applications

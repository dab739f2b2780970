#pragma once

#include <string>
#include <vector>

#include "administration/applications/model.h"
#include "platform/db/db.h"

namespace kreislauf::applications {

/// Subjects of other applications from the same account, or proven by the same login, the newest first, at most twenty.
/// Of who has applied without either nothing is known.
std::vector<std::string> of_same_person(db::Connection& connection, Application const& application);

}  // namespace kreislauf::applications

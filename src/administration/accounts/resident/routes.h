#pragma once

#include "administration/accounts/accounts.h"
#include "authority/route.h"

namespace kreislauf::accounts {

void add_resident_routes(authority::Rows& rows, Accounts& module);

}  // namespace kreislauf::accounts

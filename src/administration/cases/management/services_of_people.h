#pragma once

#include "administration/cases/cases.h"
#include "authority/route.h"

/// Of which services a person sees the cases of an office: for those who give roles.
namespace kreislauf::cases::management {

void add_routes(authority::Rows& rows, Cases& cases);

}  // namespace kreislauf::cases::management

#pragma once

#include "authority/route.h"

namespace kreislauf::news {

void add_office_routes(authority::Rows& rows);

}  // namespace kreislauf::news

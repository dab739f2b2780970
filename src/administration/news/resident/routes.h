#pragma once

#include "authority/route.h"

namespace kreislauf::news {

void add_resident_routes(authority::Rows& rows);

}  // namespace kreislauf::news

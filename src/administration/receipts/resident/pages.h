#pragma once

#include <vector>

#include "authority/house.h"
#include "authority/route.h"

namespace kreislauf::receipts::pages {

std::vector<authority::Route> routes(authority::House& house);

}  // namespace kreislauf::receipts::pages

#pragma once

#include <cstdint>

#include "authority/house.h"

namespace kreislauf::processes {

void renew_under_keys(authority::TownVisit& visit);
std::int64_t sealed_under(authority::TownVisit& visit, int number);

}  // namespace kreislauf::processes

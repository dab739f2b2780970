#pragma once

#include "authority/module.h"

/// What is sealed with the keys of the house.
namespace kreislauf::intake {

void renew_under_keys(authority::TownVisit& visit);
std::int64_t sealed_under(authority::TownVisit& visit, int number);

}  // namespace kreislauf::intake

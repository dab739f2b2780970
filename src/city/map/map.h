#pragma once

#include "authority/module.h"

/// The map: OpenStreetMap extracts that the operator imports, and the street map on the page of each office.
namespace kreislauf::map {

authority::Module module(authority::House& house);

}  // namespace kreislauf::map

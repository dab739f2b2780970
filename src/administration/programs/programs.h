#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "administration/programs/acts/announcing.h"
#include "administration/programs/acts/calling.h"
#include "administration/programs/acts/sending.h"
#include "administration/programs/rights.h"
#include "authority/module.h"

/// Specialist systems: who they are for the interface, and what they are told.
///
///   auto const caller = programs::find_caller(database, clock, request.authorization);   // app/portal.cc
///   programs::announce(tx, {.kind = "case.decide", .office = ..., .case_id = 17, ...});   // inside of the act
namespace kreislauf::programs {

std::shared_ptr<Programs> make(authority::House& house, catalog::Catalog& catalog);
/// All that this module gives to the house.
authority::Module module(std::shared_ptr<Programs> programs);

}  // namespace kreislauf::programs

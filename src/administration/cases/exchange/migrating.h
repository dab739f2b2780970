#pragma once

#include "administration/cases/library.h"
#include "authority/module.h"

namespace kreislauf::cases::exchange {

/// `kreislauf cases migrate SERVICE TOWN`: open cases go on by the version that is live now, where that has a place for
/// them.
authority::Command migrate_cases(Library& library);

}  // namespace kreislauf::cases::exchange

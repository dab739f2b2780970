#pragma once

#include "administration/applications/applications.h"

namespace kreislauf::applications {

/// Cases in every state in a town of the sample district, where there are none yet: nobody learns a work list from an
/// empty one.
void fill_demo_cases(Applications& module);

}  // namespace kreislauf::applications

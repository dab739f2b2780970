#pragma once

#include "administration/applications/applications.h"

namespace kreislauf::applications {

/// Days of the lorry and cases in every state in the sample district, where there are none yet.
void fill_demo(Applications& module);

}  // namespace kreislauf::applications

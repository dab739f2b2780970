#pragma once

#include "administration/applications/applications.h"

namespace kreislauf::applications {

/// Sent applications are cases.
cases::Source source_of(Applications& module);

}  // namespace kreislauf::applications

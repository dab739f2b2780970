#pragma once

#include "administration/applications/applications.h"

namespace kreislauf::applications {

/// The way online on the page of a service, where there is one.
authority::Panel online_panel(Applications& module);
/// The form for a pen, among the ways to a service.
authority::Panel paper_panel(Applications& module);

}  // namespace kreislauf::applications

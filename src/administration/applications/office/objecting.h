#pragma once

#include "administration/applications/shared/objections.h"
#include "authority/context.h"

namespace kreislauf::applications::office {

/// Against what an objection is, and what was sent against a notice of this application.
void write_objections(kern::Details& details, authority::StaffContext const& c, Application const& application);

}  // namespace kreislauf::applications::office

#pragma once

#include "administration/applications/shared/own_application.h"
#include "administration/identity/identity.h"

/// A claimed reduction as the office looks at it: once.
namespace kreislauf::applications::office {

using authority::StaffContext;

void write_reduction(identity::StaffPage& page, StaffContext const& c, OwnApplication const& own,
                     forms::Entered const& entered, kern::Form const& form);
/// Until when the proof holds, or why it does not.
kern::Form reduction_questions(StaffContext const& c);
http::Response decide_reduction(Applications& module, http::Request const& request, StaffContext& c);

}  // namespace kreislauf::applications::office

#pragma once

#include <string>

#include "administration/applications/shared/own_application.h"

namespace kreislauf::applications {

/// A sample case that somebody (`staff:7`) has taken is refused by a notice, as § 39 VwVfG NRW has it; where nothing
/// can be printed, the draft waits for who issues it.
void refuse_sample(Applications& module, authority::ProgrammeContext const& c, std::string const& clerk,
                   OwnApplication const& own);

}  // namespace kreislauf::applications

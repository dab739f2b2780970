#pragma once

#include "administration/applications/acts/sending.h"
#include "administration/applications/shared/own_application.h"

// What holds for a draft at this moment, whatever way it is sent.
namespace kreislauf::applications {

/// Where it goes, and what is asked for it by these answers.
Sending sending_of(authority::TownContext const& c, OwnApplication const& own, forms::Entered const& entered);
/// Days that a question with a calendar offers.
forms::PageForm::Days days_of(authority::TownContext const& c, OwnApplication const& own);

}  // namespace kreislauf::applications

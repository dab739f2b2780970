#pragma once

#include "administration/applications/shared/own_application.h"
#include "platform/http/message.h"
#include "platform/kern/field.h"

/// What the applicant is asked for: exactly these questions again, or to be heard before a decision.
namespace kreislauf::applications::office {

/// Every question that was put to this applicant, with what it is called: these can be asked again.
std::vector<kern::Option> askable(authority::StaffContext const& c, OwnApplication const& own);
http::Response ask(Applications& module, http::Request const& request, authority::StaffContext& c);
http::Response send_asking(Applications& module, http::Request const& request, authority::StaffContext& c);

}  // namespace kreislauf::applications::office

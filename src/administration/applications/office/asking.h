#pragma once

#include "administration/applications/applications.h"
#include "platform/http/message.h"

/// What the applicant is asked for: exactly these questions again, or to be heard before a decision.
namespace kreislauf::applications::office {

http::Response ask(Applications& module, http::Request const& request, authority::StaffContext& c);
http::Response send_asking(Applications& module, http::Request const& request, authority::StaffContext& c);

}  // namespace kreislauf::applications::office

#pragma once

#include "administration/applications/applications.h"
#include "administration/applications/shared/own_application.h"
#include "authority/context.h"
#include "platform/http/message.h"

// Who signs an application besides the applicant may come to the counter, with the code from the page of the applicant.
namespace kreislauf::applications::office {

using authority::StaffContext;

http::Response ask_code(http::Request const& request, StaffContext& c);
/// By the code: shows everything to who signs, and notes the signature.
http::Response sign_here(Applications& module, http::Request const& request, StaffContext& c);
/// What was taken down here and waits for others.
http::Response show_waiting(StaffContext const& c, OwnApplication const& own);

}  // namespace kreislauf::applications::office

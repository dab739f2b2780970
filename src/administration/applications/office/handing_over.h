#pragma once

#include "administration/applications/applications.h"
#include "platform/http/message.h"

/// An application goes to another office of the town, with its case, its messages and the reason.
namespace kreislauf::applications::office {

http::Response hand_over(Applications& module, http::Request const& request, authority::StaffContext& c);
http::Response send_over(Applications& module, http::Request const& request, authority::StaffContext& c);

}  // namespace kreislauf::applications::office

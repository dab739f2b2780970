#pragma once

#include "administration/applications/applications.h"
#include "platform/http/message.h"

namespace kreislauf::applications::office {

using authority::StaffContext;

http::Response inbox(Applications& module, http::Request const& request, StaffContext& c);
http::Response one(Applications& module, http::Request const& request, StaffContext& c);
http::Response file_of_one(Applications& module, http::Request const& request, StaffContext& c);
http::Response act_on_one(Applications& module, http::Request const& request, StaffContext& c);

}  // namespace kreislauf::applications::office

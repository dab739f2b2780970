#pragma once

#include "administration/applications/shared/own_application.h"
#include "platform/http/message.h"
#include "platform/kern/form.h"

namespace kreislauf::applications::office {

using authority::StaffContext;

http::Response inbox(Applications& module, http::Request const& request, StaffContext& c);
http::Response one(Applications& module, http::Request const& request, StaffContext& c);
/// The same with what the office has answered about a reduction, right or wrong.
http::Response show_with_reduction(StaffContext const& c, OwnApplication const& own, kern::Form const& reduction);
http::Response file_of_one(Applications& module, http::Request const& request, StaffContext& c);
http::Response act_on_one(Applications& module, http::Request const& request, StaffContext& c);

}  // namespace kreislauf::applications::office

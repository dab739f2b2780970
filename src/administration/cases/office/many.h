#pragma once

#include "administration/cases/cases.h"
#include "platform/http/message.h"

namespace kreislauf::cases::office {

/// Takes, gives or resubmits the cases that were ticked in a list; more than one only after their preview. For half an
/// hour it can be undone.
http::Response act_on_many(Cases& cases, http::Request const& request, authority::StaffContext& c);

}  // namespace kreislauf::cases::office

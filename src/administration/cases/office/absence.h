#pragma once

#include "administration/cases/cases.h"
#include "platform/http/message.h"

/// Who is away, who stands in, and what the deputy should know.
namespace kreislauf::cases::office {

http::Response absence(Cases& cases, http::Request const& request, authority::StaffContext& c);
http::Response act_on_absence(Cases& cases, http::Request const& request, authority::StaffContext& c);

}  // namespace kreislauf::cases::office

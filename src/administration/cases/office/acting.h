#pragma once

#include "administration/cases/cases.h"
#include "platform/http/message.h"

namespace kreislauf::cases::office {

http::Response one(Cases& cases, http::Request const& request, authority::StaffContext& c);
http::Response act_on_one(Cases& cases, http::Request const& request, authority::StaffContext& c);

}  // namespace kreislauf::cases::office

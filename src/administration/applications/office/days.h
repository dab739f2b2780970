#pragma once

#include "administration/applications/applications.h"
#include "platform/http/message.h"

/// On which days an office has room for what is asked for with a day.
namespace kreislauf::applications::office {

using authority::StaffContext;

http::Response days(Applications& module, http::Request const& request, StaffContext& c);
http::Response set_days(Applications& module, http::Request const& request, StaffContext& c);
/// Does this office have such a service?
bool has_days(Applications const& module, authority::TownContext const& c, std::string_view office);

}  // namespace kreislauf::applications::office

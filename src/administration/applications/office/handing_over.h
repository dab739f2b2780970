#pragma once

#include "administration/applications/shared/own_application.h"
#include "platform/http/message.h"

/// An application goes to another office of the town, with its case, its messages and the reason.
namespace kreislauf::applications::office {

/// In the act of whoever gives it away.
void give_over(acts::Transaction& tx, authority::StaffContext const& c, Application& application, cases::Case& one,
               std::string_view office, std::string_view reason);
http::Response hand_over(Applications& module, http::Request const& request, authority::StaffContext& c);
http::Response send_over(Applications& module, http::Request const& request, authority::StaffContext& c);

}  // namespace kreislauf::applications::office

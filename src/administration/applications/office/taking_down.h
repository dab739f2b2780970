#pragma once

#include "administration/applications/applications.h"
#include "administration/applications/model.h"
#include "platform/http/message.h"

/// An application that somebody of the office fills in with the applicant: at the counter, on the telephone, from
/// paper. The same form on one sheet.
namespace kreislauf::applications::office {

using authority::StaffContext;

http::Response choose_service(Applications& module, http::Request const& request, StaffContext& c);
http::Response begin_taking_down(Applications& module, http::Request const& request, StaffContext& c);
http::Response sheet(Applications& module, http::Request const& request, StaffContext& c);
http::Response act_on_sheet(Applications& module, http::Request const& request, StaffContext& c);

/// Has this office a service that can be taken down?
bool takes_down(Applications const& module, authority::TownContext const& c, std::string_view office);
/// `am Schalter`; empty for what came by itself.
std::string_view german_of(Channel channel);

}  // namespace kreislauf::applications::office

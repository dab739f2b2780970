#pragma once

#include "administration/applications/applications.h"
#include "platform/http/message.h"

/// A notice is drafted from the template of its service, reviewed, signed where that is asked for, and issued.
namespace kreislauf::applications::office {

using authority::StaffContext;

http::Response notice(Applications& module, http::Request const& request, StaffContext& c);
http::Response act_on_notice(Applications& module, http::Request const& request, StaffContext& c);
/// `entwurf.pdf` as it would be printed now, `17.pdf` as it was issued.
http::Response notice_file(Applications& module, http::Request const& request, StaffContext& c);
/// One that was printed is with the post since today.
http::Response post_notice(Applications& module, http::Request const& request, StaffContext& c);

}  // namespace kreislauf::applications::office

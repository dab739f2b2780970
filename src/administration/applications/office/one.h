#pragma once

#include "administration/applications/shared/own_application.h"
#include "authority/act.h"
#include "platform/http/message.h"
#include "platform/kern/form.h"

namespace kreislauf::applications::office {

using authority::StaffContext;

http::Response one(Applications& module, http::Request const& request, StaffContext& c);
/// The same page with what was wrong in the forms of its case.
http::Response show_case(Applications& module, StaffContext& c, cases::View const& view, kern::Form const& form);
/// The same with what the office has answered about a reduction, right or wrong.
http::Response show_with_reduction(Applications& module, StaffContext const& c, OwnApplication const& own,
                                   kern::Form const& reduction);
http::Response file_of_one(Applications& module, http::Request const& request, StaffContext& c);
http::Response act_on_one(Applications& module, http::Request const& request, StaffContext& c);

/// Once a day for each who reads it: the applicant sees who had the data, and so does the audit trail.
void note_reading(StaffContext const& c, Application const& a);

/// authority::perform, and open pages of the office are told that a case has changed.
http::Response perform_on_case(StaffContext const& c, http::Request const& request,
                               FunctionRef<acts::Answer(acts::Transaction&)> work,
                               authority::ActOptions const& options = {});

}  // namespace kreislauf::applications::office

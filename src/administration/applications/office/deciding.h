#pragma once

#include "administration/applications/office/one_page.h"
#include "platform/http/message.h"

/// How an application ends, on the page of the office.
namespace kreislauf::applications::office {

/// What a decision needs, and the buttons that make, sign or return it; nothing where there is nothing to decide.
void write_decision(identity::StaffPage& page, StaffContext const& c, Application const& a, Shown const& shown);
/// A button of it was pressed.
http::Response decide_one(Applications& module, http::Request const& request, StaffContext& c,
                          OwnApplication const& own);

}  // namespace kreislauf::applications::office

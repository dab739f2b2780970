#pragma once

#include "administration/intake/intake.h"
#include "administration/intake/model.h"
#include "authority/route.h"

/// Paper of an office: what was scanned, what is to be looked at, what has to be cleared.
namespace kreislauf::intake::office {

using authority::StaffContext;

http::Response list(Intake& module, http::Request const& request, StaffContext& c);
http::Response take_files(Intake& module, http::Request const& request, StaffContext& c);
http::Response one(Intake& module, http::Request const& request, StaffContext& c);
http::Response act_on_one(Intake& module, http::Request const& request, StaffContext& c);
http::Response picture(Intake& module, http::Request const& request, StaffContext& c);
http::Response scan(Intake& module, http::Request const& request, StaffContext& c);

void add_routes(authority::Rows& rows, Intake& module);
/// What waits, where staff begin their day, and the way there from the cases.
authority::Panel start_panel();
authority::Panel ways_panel();

/// Shown at once; more than these are a day's work.
inline constexpr std::size_t most_shown = 200;

}  // namespace kreislauf::intake::office

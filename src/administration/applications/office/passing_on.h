#pragma once

#include "administration/applications/applications.h"
#include "administration/applications/office/one_page.h"
#include "administration/identity/identity.h"

// A case goes to another authority, and comes from one.
namespace kreislauf::applications::office {

/// Where it has gone, or from where it has come; nothing of what never crossed.
void write_transfers(html::Writer& out, StaffContext const& c, Application const& a);
/// The ways there and back, as far as they are open for this case.
void write_ways_on(html::Writer& out, StaffContext const& c, Application const& a, cases::Case const& one);

/// The pages of both ways.
void add_passing_on(authority::Rows& rows, Applications& module);
void add_giving_back(authority::Rows& rows, Applications& module);

}  // namespace kreislauf::applications::office

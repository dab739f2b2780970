#pragma once

#include "administration/applications/shared/own_application.h"
#include "administration/applications/store/transfers.h"

// An application that another authority works on, as its applicant sees it.
namespace kreislauf::applications::pages {

/// Who has it now and how to get there, or from whom it came; nothing of what never crossed.
void write_transfer(html::Writer& out, authority::TownContext const& c, Application const& a);
/// It was sent to another authority first.
bool came_from_elsewhere(authority::TownContext const& c, Application const& a);
/// Leads on to its page at the other authority.
http::Response go_on_there(Applications& module, http::Request const& request, authority::TownContext& c);

}  // namespace kreislauf::applications::pages

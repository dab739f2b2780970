#pragma once

#include "authority/page.h"
#include "authority/route.h"
#include "platform/http/message.h"

namespace kreislauf::authority::pages {

std::vector<Route> routes();

/// The Land of a large city elsewhere, as people type its name; empty for any other.
std::string_view land_of(std::string_view typed);

http::Response region(http::Request const& request, RegionContext& context);  ///< find a town
http::Response place(http::Request const& request, RegionContext& context);   ///< by name, postal code or position
http::Response offices(http::Request const& request, TownContext& context);
/// The office for search engines, on its page.
void write_office_json_ld(html::Writer& out, TownContext const& context, Office const& office);
http::Response office(http::Request const& request, TownContext& context);
http::Response picture(http::Request const& request, TownContext& context);  ///< arms, an office
http::Response privacy(http::Request const& request, Context& context);
http::Response accessibility(http::Request const& request, Context& context);
http::Response imprint(http::Request const& request, Context& context);
http::Response easy_language(http::Request const& request, Context& context);
http::Response easy_appointments(http::Request const& request, TownContext& context);
http::Response feedback_form(http::Request const& request, TownContext& context);
http::Response barrier_form(http::Request const& request, TownContext& context);
http::Response send_feedback(http::Request const& request, TownContext& context);
http::Response feedback_sent(http::Request const& request, TownContext& context);

}  // namespace kreislauf::authority::pages

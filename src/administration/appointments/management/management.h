#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "administration/appointments/shared/running.h"
#include "authority/route.h"

namespace kreislauf::appointments {

void add_management_routes(authority::Rows& rows, Appointments& module);
std::vector<authority::NavEntry> management_menu();

}  // namespace kreislauf::appointments

/// The pages of the head of an office: rules, conflicts, desks and services, settings, figures. In German: the language
/// of the rules themselves and of the office (§ 23 VwVfG NRW). Paths stand in routes.cc.
namespace kreislauf::appointments::management {

using authority::StaffContext, authority::TownContext;

http::Response rules(Appointments& module, http::Request const& request, StaffContext& c);
http::Response change_rules(Appointments& module, http::Request const& request, StaffContext& c);
http::Response conflicts(Appointments& module, http::Request const& request, StaffContext& c);
http::Response settle_conflicts(Appointments& module, http::Request const& request, StaffContext& c);
http::Response desks_and_services(Appointments& module, http::Request const& request, StaffContext& c);
http::Response change_desks_and_services(Appointments& module, http::Request const& request, StaffContext& c);
/// The calendar of a desk, or of the office, gets another address; the old one shows nothing any more.
http::Response withdraw_calendar(Appointments& module, http::Request const& request, StaffContext& c);
http::Response settings(Appointments& module, http::Request const& request, StaffContext& c);
http::Response change_settings(Appointments& module, http::Request const& request, StaffContext& c);
http::Response load(Appointments& module, http::Request const& request, StaffContext& c);
http::Response load_csv(Appointments& module, http::Request const& request, StaffContext& c);
/// For calendar programs, which cannot sign in: the token is the right.
http::Response calendar_feed(Appointments& module, http::Request const& request, TownContext& c);

/// Address of the calendar of a desk (0: the whole office), which only who has the link can read.
std::string feed_path(Secrets const& secrets, std::string_view office, std::int64_t desk, std::int64_t number);

}  // namespace kreislauf::appointments::management

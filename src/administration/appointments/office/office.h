#pragma once

#include <vector>

#include "administration/appointments/shared/running.h"
#include "authority/route.h"

namespace kreislauf::appointments {

void add_office_routes(authority::Rows& rows, Appointments& module);
std::vector<authority::NavEntry> office_menu();

}  // namespace kreislauf::appointments

/// The pages of an office: desk, list of the day, booking, reception, the device at the entrance, display, waiting
/// room. Paths stand in routes.cc.
namespace kreislauf::appointments::office {

using authority::StaffContext, authority::TownContext;

http::Response desk(Appointments& module, http::Request const& request, StaffContext& c);
http::Response call_next_person(Appointments& module, http::Request const& request, StaffContext& c);
http::Response act_on_person(Appointments& module, http::Request const& request, StaffContext& c);
http::Response day_list(Appointments& module, http::Request const& request, StaffContext& c);
http::Response act_on_day(Appointments& module, http::Request const& request, StaffContext& c);
http::Response ask_cancel(Appointments& module, http::Request const& request, StaffContext& c);
http::Response cancel_person(Appointments& module, http::Request const& request, StaffContext& c);
http::Response block_time(Appointments& module, http::Request const& request, StaffContext& c);
http::Response booking(Appointments& module, http::Request const& request, StaffContext& c);
http::Response book_person(Appointments& module, http::Request const& request, StaffContext& c);
http::Response reception(Appointments& module, http::Request const& request, StaffContext& c);
http::Response receive(Appointments& module, http::Request const& request, StaffContext& c);
// Seen by visitors, in their language.
http::Response kiosk(Appointments& module, http::Request const& request, StaffContext& c);
http::Response use_kiosk(Appointments& module, http::Request const& request, StaffContext& c);
http::Response display(Appointments& module, http::Request const& request, TownContext& c);
http::Response waiting_room(Appointments& module, http::Request const& request, TownContext& c);
/// Stays open and tells when something has changed in the office; holds no data.
http::Response news(http::Request const& request, StaffContext& c);

}  // namespace kreislauf::appointments::office

#pragma once

#include <vector>

#include "authority/module.h"

/// What each audience of the module gives to the house; module.cc puts it together.
namespace kreislauf::appointments {

class Appointments;

void add_resident_routes(authority::Rows& rows, Appointments& module);
void add_office_routes(authority::Rows& rows, Appointments& module);      ///< desk, reception, kiosk, display, day list
void add_management_routes(authority::Rows& rows, Appointments& module);  ///< rules, desks, services, figures
void add_api_routes(authority::Rows& rows, Appointments& module);         ///< for other programs

std::vector<authority::NavEntry> office_menu();
std::vector<authority::NavEntry> management_menu();
std::vector<authority::ApiSchema> api_schemas();
std::vector<authority::EventReader> event_readers();
/// The next free time of an office: on the home page and on the page of the office.
std::vector<authority::Panel> next_time_panels(Appointments& module);
/// The next free times, on the page of a service.
authority::Panel next_times_panel(Appointments& module);
/// The same of the authority that does the service for this town.
authority::Panel times_elsewhere_panel(Appointments& module);
/// What needs doing in an office now, on the start page of staff.
authority::Panel staff_start_panel(Appointments& module);

}  // namespace kreislauf::appointments

#pragma once

#include "administration/appointments/shared/running.h"

/// The acts of residents for other programs, as JSON. The same rules and limits hold as on the pages. Paths stand in
/// routes.cc.
namespace kreislauf::appointments::api {

using authority::TownContext;

// ---- What can be booked, and what is (times.cc)

http::Response offices(Appointments& module, http::Request const& request, TownContext& context);
http::Response times(Appointments& module, http::Request const& request, TownContext& context);
http::Response appointment(Appointments& module, http::Request const& request, TownContext& context);

// ---- From the held time to the confirmed appointment, and what becomes of it (booking.cc)

http::Response hold_time(Appointments& module, http::Request const& request, TownContext& context);
http::Response book_it(Appointments& module, http::Request const& request, TownContext& context);
http::Response confirm_it(Appointments& module, http::Request const& request, TownContext& context);
http::Response move_it(Appointments& module, http::Request const& request, TownContext& context);
http::Response cancel_it(Appointments& module, http::Request const& request, TownContext& context);

}  // namespace kreislauf::appointments::api

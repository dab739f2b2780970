#pragma once

#include "administration/appointments/shared/running.h"

/// The pages of residents. Paths stand in routes.cc.
namespace kreislauf::appointments::pages {

using authority::TownContext;

// ---- Choose a service and a time (choose.cc, times.cc)

http::Response choose(Appointments& module, http::Request const& request, TownContext& context);
http::Response times(Appointments& module, http::Request const& request, TownContext& context);
http::Response reserve(Appointments& module, http::Request const& request, TownContext& context);

// ---- From the held time to the confirmed appointment (booking.cc, confirming.cc)

http::Response booking_form(Appointments& module, http::Request const& request, TownContext& context);
http::Response send_booking(Appointments& module, http::Request const& request, TownContext& context);
http::Response hold_longer(Appointments& module, http::Request const& request, TownContext& context);
http::Response leave_hold(Appointments& module, http::Request const& request, TownContext& context);
http::Response sent(Appointments& module, http::Request const& request, TownContext& context);
http::Response send_again(Appointments& module, http::Request const& request, TownContext& context);
http::Response correct(Appointments& module, http::Request const& request, TownContext& context);
http::Response ask_confirm(Appointments& module, http::Request const& request, TownContext& context);
http::Response confirm_it(Appointments& module, http::Request const& request, TownContext& context);

// ---- The appointment by its link (appointment.cc, changing.cc)

http::Response appointment(Appointments& module, http::Request const& request, TownContext& context);
http::Response calendar_file(Appointments& module, http::Request const& request, TownContext& context);
http::Response ask_cancel(Appointments& module, http::Request const& request, TownContext& context);
http::Response cancel_it(Appointments& module, http::Request const& request, TownContext& context);
http::Response ask_move(Appointments& module, http::Request const& request, TownContext& context);
http::Response move_it(Appointments& module, http::Request const& request, TownContext& context);

/// A link that opens nothing: deleted after its time, or mistyped.
http::Response unknown_link(Appointments& module, TownContext& context);

// ---- The waiting list (joining.cc, offer.cc)

http::Response list_form(Appointments& module, http::Request const& request, TownContext& context);
http::Response join_list(Appointments& module, http::Request const& request, TownContext& context);
http::Response list_joined(Appointments& module, http::Request const& request, TownContext& context);
http::Response earlier(Appointments& module, http::Request const& request, TownContext& context);
http::Response entry(Appointments& module, http::Request const& request, TownContext& context);
http::Response answer_offer(Appointments& module, http::Request const& request, TownContext& context);

}  // namespace kreislauf::appointments::pages

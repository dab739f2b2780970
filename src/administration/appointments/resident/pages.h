#pragma once

#include "administration/appointments/appointments.h"

/// The pages of residents. Paths stand in routes.cc.
namespace kreislauf::appointments::pages {

using authority::Context;

http::Response choose(Appointments& module, http::Request const& request, Context& context);
http::Response times(Appointments& module, http::Request const& request, Context& context);
http::Response reserve(Appointments& module, http::Request const& request, Context& context);
http::Response form(Appointments& module, http::Request const& request, Context& context);
http::Response send_form(Appointments& module, http::Request const& request, Context& context);
http::Response sent(Appointments& module, http::Request const& request, Context& context);
http::Response send_again(Appointments& module, http::Request const& request, Context& context);
http::Response ask_confirm(Appointments& module, http::Request const& request, Context& context);
http::Response confirm_it(Appointments& module, http::Request const& request, Context& context);
http::Response appointment(Appointments& module, http::Request const& request, Context& context);
http::Response calendar_file(Appointments& module, http::Request const& request, Context& context);
http::Response ask_cancel(Appointments& module, http::Request const& request, Context& context);
http::Response cancel_it(Appointments& module, http::Request const& request, Context& context);
http::Response ask_move(Appointments& module, http::Request const& request, Context& context);
http::Response move_it(Appointments& module, http::Request const& request, Context& context);
http::Response earlier(Appointments& module, http::Request const& request, Context& context);
http::Response list_form(Appointments& module, http::Request const& request, Context& context);
http::Response list_joined(Appointments& module, http::Request const& request, authority::Context& c);
http::Response join_list(Appointments& module, http::Request const& request, Context& context);
http::Response entry(Appointments& module, http::Request const& request, Context& context);
http::Response answer_offer(Appointments& module, http::Request const& request, Context& context);

}  // namespace kreislauf::appointments::pages

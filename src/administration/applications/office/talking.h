#pragma once

#include "administration/applications/shared/own_application.h"
#include "administration/messages/messages.h"
#include "platform/http/message.h"

/// What the office and an applicant write to each other, and what its pages share with that of the application.
namespace kreislauf::applications::office {

using authority::StaffContext;

/// Of this office, and sent: drafts are nobody's business. Throws NotFound.
OwnApplication find(Applications& module, StaffContext const& c);
/// `/verwaltung/amt/steueramt/antraege/17`, with the list that a query names.
std::string path_of(StaffContext const& c, Application const& a, std::string_view query = {});
void write_thread(html::Writer& out, StaffContext const& c, Application const& a,
                  std::vector<messages::Shown> const& thread);

http::Response talk(Applications& module, http::Request const& request, StaffContext& c);
http::Response say(Applications& module, http::Request const& request, StaffContext& c);
http::Response file_of_message(Applications& module, http::Request const& request, StaffContext& c);

}  // namespace kreislauf::applications::office

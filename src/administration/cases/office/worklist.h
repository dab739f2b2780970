#pragma once

#include "administration/cases/cases.h"
#include "platform/http/message.h"

namespace kreislauf::cases::office {

http::Response worklist(Cases& cases, http::Request const& request, authority::StaffContext& c);
/// Stays open and tells when something has changed. Holds no data.
http::Response list_news(Cases& cases, http::Request const& request, authority::StaffContext& c);
/// Leads to the next case of the list from which one came; to the list where there is none.
http::Response next(Cases& cases, http::Request const& request, authority::StaffContext& c);

}  // namespace kreislauf::cases::office

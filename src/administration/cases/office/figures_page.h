#pragma once

#include "administration/cases/cases.h"
#include "platform/http/message.h"

/// What an office has done in the last 90 days: as a sentence, a picture, a table and a file.
namespace kreislauf::cases::office {

http::Response figures(Cases& cases, http::Request const& request, authority::StaffContext& c);
http::Response figures_file(Cases& cases, http::Request const& request, authority::StaffContext& c);

}  // namespace kreislauf::cases::office

#pragma once

#include "administration/cases/cases.h"

// Another office is asked what it thinks, reads what it needs for that, and says so.
namespace kreislauf::cases::office {

using authority::StaffContext;

/// Of the office that has the case: whom it asks, and what.
http::Response ask_for_opinion(Cases& cases, http::Request const& request, StaffContext& c);
http::Response send_question(Cases& cases, http::Request const& request, StaffContext& c);
/// Of the office that is asked.
http::Response opinions(Cases& cases, http::Request const& request, StaffContext& c);
http::Response opinion(Cases& cases, http::Request const& request, StaffContext& c);
http::Response answer_opinion(Cases& cases, http::Request const& request, StaffContext& c);
http::Response file_for_opinion(Cases& cases, http::Request const& request, StaffContext& c);

}  // namespace kreislauf::cases::office

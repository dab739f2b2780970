#pragma once

#include "administration/appointments/office/draft.h"

/// The three steps of booking for somebody as pages.
namespace kreislauf::appointments::office {

/// `missing`: somebody wanted to go on without a service.
http::Response choose_services(StaffRoom const& room, Draft const& draft, bool missing);

/// From which day on times are looked for, as it was typed.
kern::Form from_question(StaffRoom const& room);
http::Response choose_time(StaffRoom const& room, Draft const& draft, kern::Form from);

/// Name, telephone, mail, note.
kern::Form person_questions(StaffRoom const& room, Draft const& draft);
/// `taken`: somebody else got the time of the draft meanwhile; the page offers the next ones.
http::Response ask_person(StaffRoom const& room, Draft draft, kern::Form const& form, bool taken = false);

}  // namespace kreislauf::appointments::office

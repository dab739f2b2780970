#pragma once

#include "administration/appointments/shared/staff_room.h"

/// What the device says when somebody cannot be checked in: each reason in its own plain words.
namespace kreislauf::appointments::office {

/// The appointment is on another day or in another office; nothing when the code fits none.
std::optional<http::Response> say_elsewhere(Room const& room, WrongCode const& wrong);
/// The office calls this person: no ticket, no waiting here.
http::Response say_not_here(Room const& room, NotHere const& refused);
http::Response say_wrong_time(Room const& room, WrongTime const& wrong);
/// The turn of another number would come after closing.
http::Response say_no_turn(Room const& room);
http::Response say_not_now(Room const& room, State state);

}  // namespace kreislauf::appointments::office

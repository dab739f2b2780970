#pragma once

#include <optional>
#include <string>

#include "administration/appointments/shared/staff_room.h"

/// The list of a day, on which also stands what went wrong with an act about somebody on it.
namespace kreislauf::appointments::office {

struct DayView {
  Day day{};
  std::int64_t done = 0;               ///< somebody with whom something was done; -1 cancelled, -2 a time is free again
  std::string title = {}, text = {};   ///< of an alert: nothing was changed
  kern::Form const* filter = nullptr;  ///< as it was sent
  kern::Form const* blocking = nullptr;  ///< with what is wrong about a time to keep
};
http::Response show_day(StaffRoom& room, DayView const& view);

/// A time that the office keeps for itself: desk, from, to, why.
kern::Form blocking_questions(StaffRoom const& room);
/// The list that says what was done.
std::string path_to_day(StaffRoom const& room, Day day, std::int64_t done);
/// The appointment as it is now, when it is one of this office.
std::optional<Appointment> appointment_here(StaffRoom const& room, std::int64_t number);
/// `Der Stand ist jetzt: fertig. Ihr Klick hat nichts geändert.`
std::string stands_now(std::optional<Appointment> const& person, Instant now);

}  // namespace kreislauf::appointments::office

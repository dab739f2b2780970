#pragma once

#include <span>
#include <string>
#include <vector>

#include "administration/appointments/rules/suggest.h"
#include "administration/appointments/shared/open_conflicts.h"
#include "administration/appointments/shared/staff_room.h"

/// Bookings that the rules no longer have room for, and what is done about many of them at once.
namespace kreislauf::appointments::management {

/// A table of them, only to look at.
void write_misfits(html::Writer& out, StaffRoom const& room, std::span<Misfit const> found);

/// `Di, 24.11.2026, 10:10 Uhr`
std::string when_text(Day day, int minute);

/// A booking with the time that it could be moved to.
struct Offered {
  Appointment const* booking = nullptr;
  std::optional<FreeTime> time;
};
/// For those that can be moved at all: confirmed, and nobody is here yet.
std::vector<Offered> offers_for(StaffRoom const& room, std::span<Misfit const> found);

/// Asks before many are moved: from when to when, and what each person will read.
http::Response preview_moves(StaffRoom const& room, std::vector<Offered> const& offers);
/// Moves those that the preview has shown, each in an act of its own; says which could not be.
http::Response move_many(StaffRoom const& room, http::Request const& request);
/// Takes that back.
http::Response move_many_back(StaffRoom const& room, http::Request const& request);
/// What was done, with the button to take it back; from the query of the address.
void write_moved(kern::Sheet& page, StaffRoom const& room, std::string_view encoded);

}  // namespace kreislauf::appointments::management

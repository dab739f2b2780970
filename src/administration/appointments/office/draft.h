#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "administration/appointments/shared/staff_room.h"

/// A booking for somebody who calls or stands at the counter, or the moving of one, while it is put together: services,
/// then time, then person.
namespace kreislauf::appointments::office {

/// What the steps carry along in addresses and forms.
struct Draft {
  std::vector<Item> items = {};
  Channel channel = Channel::onsite;
  std::optional<Day> from = {};
  std::optional<Appointment> moving = {};  ///< then services and way are its own
  std::optional<std::pair<Day, int>> time = {};
};
/// Throws NotFound for a booking to move that is not of this office.
Draft draft_of(StaffRoom const& room, std::string_view encoded);
Wish wish_of(StaffRoom const& room, Draft const& draft);

/// Services and way as hidden fields, and as the query of an address.
void carry(kern::Fields& fields, Draft const& draft);
std::string query_of(Draft const& draft);
/// Sentences about what was chosen, with a link to change it.
void write_chosen(html::Writer& out, StaffRoom const& room, Draft const& draft);

/// The earliest times for it, from `draft.from` on.
std::vector<FreeTime> find_times(StaffRoom const& room, Draft const& draft, std::size_t limit);
/// Buttons of times, by day; they send the form around them as `zeit=2026-11-23T9:40`.
void write_times(html::Writer& out, StaffRoom const& room, std::vector<FreeTime> const& times);
std::string time_value(Day day, int minute);
/// Why there is no time at all.
std::string_view why_no_time(StaffRoom const& room, Draft const& draft);

}  // namespace kreislauf::appointments::office

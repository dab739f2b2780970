#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "administration/appointments/shared/running.h"

/// What one visitor may do, and what proves that he is none of a hundred robots. The same for pages and programs.
namespace kreislauf::appointments {

/// Limits for what one address may try without a proof of work; honest people never notice.
bool within_budget(Appointments& module, authority::TownContext const& context, http::Request const& request,
                   std::string_view what, int most);
bool proven(std::string_view challenge, std::string_view proof, int bits);
inline constexpr int proof_bits = 16;
/// What one address may do in ten minutes: enough for a family that tries around, too little for a robot.
inline constexpr int holds_of_client = 30, bookings_of_client = 6;
/// What the proof of work of one booking is about.
std::string challenge_of(std::string const& token);

/// Until when somebody can move or cancel by himself.
Instant changeable_until(FreeTimes const& free_times, Appointment const& appointment);
/// A time that was held or waited for its confirmation, and no longer is. The clock decides, not the job that tidies
/// up.
bool is_over(Appointment const& appointment, Instant now);
/// The appointment of a link. Throws NotFound.
Appointment appointment_of(authority::TownContext const& context, std::string const& token);
/// The calendars that fit (one office or all, access without steps), in one list.
std::vector<Calendar const*> offices_for(FreeTimes const& free_times, authority::TownContext const& context,
                                         std::string_view office, bool step_free);

}  // namespace kreislauf::appointments

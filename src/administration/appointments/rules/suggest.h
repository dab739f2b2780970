#pragma once

#include <optional>
#include <span>
#include <vector>

#include "administration/appointments/rules/rules.h"

namespace kreislauf::appointments {

/// For each of these bookings the first time that fits, not before the one it has, or else the first of all; nothing
/// where none is free. No two are offered the same. `calendar` is used up.
std::vector<std::optional<FreeTime>> next_fitting(Calendar calendar, std::span<Appointment const* const> bookings,
                                                  Instant now);
/// What somebody would look for who wants the same again, booked by staff.
Wish wish_of(Appointment const& booking);

}  // namespace kreislauf::appointments

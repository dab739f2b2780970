#pragma once

#include <memory>
#include <vector>

#include "administration/appointments/rules/rules.h"
#include "authority/model.h"

/// What residents may rely on: the hours of an office as they follow from its rules. Pages, interfaces and screens ask
/// the town for them (authority::Town::day_of), so that no page opens a door that another one has closed.
namespace kreislauf::appointments {

/// Runs of set units as minutes of the day.
std::vector<authority::Span> spans_of(DayBits const& bits);
/// Open is when one of the desks in use gives appointments, or walk-ins are taken.
authority::OfficeDay public_day(Plan const& plan, Day day);
/// Hours and closures of an office. Without a rule that opens it only its closures are known.
authority::OfficeHours public_hours(std::shared_ptr<Plan const> plan);

}  // namespace kreislauf::appointments

#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "administration/cases/model.h"
#include "platform/db/db.h"

namespace kreislauf::cases::store {

/// One at a time for each person; a new one takes the place of the last.
void set_absence(db::Connection& connection, Absence const& absence);
void end_absence(db::Connection& connection, std::int64_t staff);
std::optional<Absence> absence_of(db::Connection& connection, std::int64_t staff);
/// Whom this person stands in for on this day.
std::vector<Absence> stood_in_for(db::Connection& connection, std::int64_t deputy, std::string_view day);
/// All that have not ended before this day.
std::vector<Absence> absences(db::Connection& connection, std::string_view day);
void drop_absences_before(db::Connection& connection, std::string_view day);

}  // namespace kreislauf::cases::store

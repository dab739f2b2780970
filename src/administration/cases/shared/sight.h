#pragma once

#include <cstdint>
#include <optional>

#include "administration/cases/model.h"
#include "authority/context.h"
#include "platform/db/db.h"

/// Which cases somebody sees: those of the office in the address, and of the services that are theirs there, but never
/// what they have applied for themselves. For all others it is as if they did not exist. Whoever needs a case for a
/// page of staff asks here.
namespace kreislauf::cases {

bool sees(authority::StaffContext const& c, Case const& one);
/// The case with this number, if this person sees it.
std::optional<Case> seen_case(db::Connection& connection, authority::StaffContext const& c, std::int64_t id);
/// The services to whose cases a list is limited, empty for all; of one service where `type` names it. A service that
/// nobody has stands for none.
std::vector<std::string> types_seen(authority::Staff const& staff, std::string_view office, std::string_view type = {});

}  // namespace kreislauf::cases

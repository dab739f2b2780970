#pragma once

#include "administration/appointments/shared/staff_room.h"

/// A service is added to those an office offers by looking for it in the catalogue, in everyday words.
namespace kreislauf::appointments::management {

/// The search with what it has found; `encoded` is the query of the address.
void write_service_search(kern::Sheet& page, StaffRoom const& room, std::string_view encoded);
/// Adds the service that somebody chose among these. Throws BadRequest where the catalogue has none of this key.
http::Response add_service(StaffRoom const& room, http::Request const& request, std::string const& key);

}  // namespace kreislauf::appointments::management

#include "administration/cases/shared/sight.h"

#include "administration/cases/rights.h"
#include "administration/cases/store/store.h"

namespace kreislauf::cases {

bool sees(authority::StaffContext const& c, Case const& one) {
  // § 20 Absatz 1 Nummer 1 VwVfG NRW: nobody works on what he has applied for himself. A specialist system is nobody.
  if (one.asker != 0 and one.asker == c.staff.id) return false;
  return one.office == c.path("amt") and c.staff.may(rights::work, one.office, one.type);
}

std::optional<Case> seen_case(db::Connection& connection, authority::StaffContext const& c, std::int64_t id) {
  auto found = store::find(connection, id);
  return found and sees(c, *found) ? std::move(found) : std::nullopt;
}

std::vector<std::string> types_seen(authority::Staff const& staff, std::string_view office, std::string_view type) {
  constexpr auto of_nobody = "";
  auto sight = staff.sight(rights::work, office);
  if (not type.empty()) return {sight.covers(type) ? std::string{type} : std::string{of_nobody}};
  if (sight.all) return {};
  if (sight.services.empty()) return {of_nobody};
  return std::move(sight.services);
}

}  // namespace kreislauf::cases

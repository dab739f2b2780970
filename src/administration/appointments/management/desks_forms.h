#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "administration/appointments/shared/staff_room.h"

/// The forms of the page "Schalter und Dienste": what each asks, and what it would change.
namespace kreislauf::appointments::management {

/// One form of the page; its name is the value of its button.
enum class Part : std::uint8_t { skills, services, desks, resources };
inline constexpr std::array parts{Part::skills, Part::services, Part::desks, Part::resources};
std::string_view name_of(Part part);
std::optional<Part> part_of(std::string_view name);

/// Its questions besides the cells of its table, which are named here and read by `read`.
kern::Form questions(StaffRoom const& room, Part part);

/// What is stored.
struct Change {
  std::vector<Desk> desks = {};  ///< also rooms and equipment
  std::vector<BookableService> services = {};
  std::vector<std::string> removed = {};  ///< services
};
/// Reads and checks what was sent; what is wrong stands in the form then.
Change read(StaffRoom const& room, Part part, kern::Form& form, std::string_view body);

/// Rooms and equipment by name: how many units are in use.
std::map<std::string, int> units_of_resources(Plan const& plan);
/// Names of fields: `haken` of a service at a desk, units of the n-th resource (from 1).
std::string skill_field(std::string_view service, std::int64_t desk);
std::string units_field(int number);

}  // namespace kreislauf::appointments::management

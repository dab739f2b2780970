#include "authority/person.h"

#include <algorithm>
#include <array>

namespace kreislauf::authority {

namespace {

struct Names {
  Role role;
  std::string_view stored, german;
};
constexpr std::array<Names, 5> names{{{Role::kiosk, "kiosk", "Gerät am Eingang"},
                                      {Role::reception, "reception", "Empfang"},
                                      {Role::clerk, "clerk", "Sachbearbeitung"},
                                      {Role::head, "head", "Leitung"},
                                      {Role::administrator, "administrator", "Verwaltung der Konten"}}};

}  // namespace

std::string_view name_of(Role role) { return names[static_cast<std::size_t>(role)].stored; }
std::string_view german_name_of(Role role) { return names[static_cast<std::size_t>(role)].german; }

bool parse_role(std::string_view text, Role& role) {
  auto const found = std::find_if(names.begin(), names.end(), [&](Names const& one) { return one.stored == text; });
  if (found == names.end()) return false;
  role = found->role;
  return true;
}

bool Staff::may(Right const& right, std::string_view office) const {
  return std::any_of(roles.begin(), roles.end(), [&](Assignment const& one) {
    bool const here = office.empty() or one.office == "*" or one.office == office;
    return here and right.held_by(one.role);
  });
}

}  // namespace kreislauf::authority

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

namespace {

bool gives(Assignment const& one, Right const& right, std::string_view office) {
  bool const here = office.empty() or one.office == "*" or one.office == office;
  bool const looks = one.services.empty() or right.reach == Reach::by_service;
  return here and looks and right.held_by(one.role);
}

}  // namespace

bool Sight::covers(std::string_view service) const {
  return all or std::binary_search(services.begin(), services.end(), service);
}

bool Staff::may(Right const& right, std::string_view office) const {
  return std::any_of(roles.begin(), roles.end(), [&](Assignment const& one) { return gives(one, right, office); });
}

Sight Staff::sight(Right const& right, std::string_view office) const {
  Sight sight;
  for (auto const& one : roles) {
    if (not gives(one, right, office)) continue;
    if (one.services.empty()) return {.all = true};
    sight.services.insert(sight.services.end(), one.services.begin(), one.services.end());
  }
  std::sort(sight.services.begin(), sight.services.end());
  sight.services.erase(std::unique(sight.services.begin(), sight.services.end()), sight.services.end());
  return sight;
}

}  // namespace kreislauf::authority

#include "authority/person.h"

#include <algorithm>
#include <array>

#include "platform/i18n/i18n.h"

namespace kreislauf::authority {

namespace {

struct Names {
  Role role;
  std::string_view stored, german;
};
constexpr std::array<Names, 5> names{{{Role::kiosk, "kiosk", i18n::message("Gerät am Eingang")},
                                      {Role::reception, "reception", i18n::message("Empfang")},
                                      {Role::clerk, "clerk", i18n::message("Sachbearbeitung")},
                                      {Role::head, "head", i18n::message("Leitung")},
                                      {Role::administrator, "administrator", i18n::message("Verwaltung der Konten")}}};

}  // namespace

std::string_view name_of(Role role) { return names[static_cast<std::size_t>(role)].stored; }
std::string_view german_name_of(Role role) { return names[static_cast<std::size_t>(role)].german; }

bool parse_role(std::string_view text, Role& role) {
  auto const found = std::find_if(names.begin(), names.end(), [&](Names const& one) { return one.stored == text; });
  if (found == names.end()) return false;
  role = found->role;
  return true;
}

bool grants(Role role, http::Right right) {
  using http::Right;
  switch (right) {
    case Right::everyone:
      return true;
    case Right::operator_on_this_machine:
      return false;  // a matter of the machine, not of a person
    case Right::staff:
      return role != Role::kiosk;
    case Right::kiosk:
      return role != Role::administrator;
    case Right::reception:
      return role == Role::reception or role == Role::clerk or role == Role::head;
    case Right::clerk:
      return role == Role::clerk or role == Role::head;
    case Right::head:
      return role == Role::head;
    case Right::administrator:
      return role == Role::administrator;
  }
  return false;
}

bool Staff::may(http::Right right, std::string_view office) const {
  if (right == http::Right::everyone) return true;
  return std::any_of(roles.begin(), roles.end(), [&](Assignment const& one) {
    bool const here = office.empty() or one.office == "*" or one.office == office;
    return here and grants(one.role, right);
  });
}

}  // namespace kreislauf::authority

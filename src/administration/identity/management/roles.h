#pragma once

#include <string>
#include <vector>

#include "administration/identity/identity.h"

/// Which roles somebody has in which office, as questions of a form and as a sentence.
namespace kreislauf::identity::management {

/// One question for each office, one for all of them: any of several boxes. Accounts are a matter of all offices.
std::vector<kern::Field> role_questions(authority::StaffContext const& c);
void fill_roles(kern::Form& form, authority::StaffContext const& c, std::vector<authority::Assignment> const& held);
std::vector<authority::Assignment> roles_in(kern::Form const& form, authority::StaffContext const& c);

/// `Sachbearbeitung: Bürgerbüro; Leitung: alle Ämter`
std::string roles_text(authority::StaffContext const& c, std::vector<authority::Assignment> const& roles);

}  // namespace kreislauf::identity::management

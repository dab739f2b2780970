#pragma once

#include <string>
#include <vector>

#include "administration/identity/identity.h"

/// Which roles somebody has in which office, as questions of a form and as a sentence.
namespace kreislauf::identity::management {

/// A box for each role in each office, and in all of them. Accounts are a matter of all offices.
std::vector<kern::Field> role_questions(authority::StaffContext const& c);
/// The same questions as a table: offices down, roles across.
void write_role_table(kern::Fields& f, authority::StaffContext const& c);
/// What each role may do, one line each.
void write_role_lines(html::Writer& out);
/// `Sachbearbeitung, Leitung` in one office, or with `*` in all of them; empty for none.
std::string roles_at(std::vector<authority::Assignment> const& roles, std::string_view place);
/// Offices of the authority, and `*`, with their names.
std::vector<std::pair<std::string, std::string>> places_with_names(authority::StaffContext const& c);
void fill_roles(kern::Form& form, authority::StaffContext const& c, std::vector<authority::Assignment> const& held);
std::vector<authority::Assignment> roles_in(kern::Form const& form, authority::StaffContext const& c);

/// `Sachbearbeitung: Bürgerbüro; Leitung: alle Ämter`
std::string roles_text(authority::StaffContext const& c, std::vector<authority::Assignment> const& roles);

}  // namespace kreislauf::identity::management

#pragma once

#include <string>
#include <string_view>

#include "administration/identity/identity.h"

/// What the pages of people share.
namespace kreislauf::identity::management {

std::string path_of_person(std::int64_t id);  ///< `/verwaltung/personen/7`
/// `wartet auf die erste Anmeldung`; `locked` after failed attempts.
std::string_view state_text(Account const& account, bool locked);
/// The one page that shows a one-time password. It is not stored and cannot be shown again.
http::Response show_password_once(authority::StaffContext const& c, std::string const& name, std::int64_t id,
                                  std::string const& password, std::string const& lead);

}  // namespace kreislauf::identity::management

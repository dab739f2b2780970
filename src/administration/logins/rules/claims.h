#pragma once

#include <boost/json.hpp>

#include "administration/logins/model.h"

namespace kreislauf::logins {

/// What the claims say of somebody. Names of OpenID Connect Core 5.1 and those of BundID and Mein Unternehmenskonto are
/// understood; what is longer than anybody's name, or has signs that no name has, is left out.
Attributes attributes_in(boost::json::object const& claims, Holder holder);
/// bPK2 where the provider gives one, else the subject: both differ from client to client.
std::string pseudonym_in(boost::json::object const& claims);
/// What the provider's claim means; `none` for a value that nobody has set up.
Level level_of(boost::json::object const& claims, Provider const& provider);
/// The acr_values that are at least this level.
std::vector<std::string> levels_to_ask(Provider const& provider, Level least);
/// Of a directory of staff: did it see two factors? `amr` (RFC 8176) or the claim of the level says so.
bool shows_two_factors(boost::json::object const& claims, Provider const& directory);
/// The login of the account here; empty where the claim is missing or of another domain.
std::string staff_login_in(boost::json::object const& claims, Provider const& directory);
/// Claims without which userinfo is asked.
std::vector<std::string> needed_claims(Provider const& provider);

struct Street {
  std::string street, house_number;
};
/// `Straße des 17. Juni 135 a`: the number behind the last name.
Street split_street(std::string_view line);

}  // namespace kreislauf::logins

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "authority/context.h"

namespace kreislauf::identity {

/// Offices in which the person has work to do.
std::vector<authority::Office const*> offices_of(authority::TownContext const& c);
/// The links this person may follow; those of an office only when one is given.
std::vector<authority::NavEntry const*> entries_for(authority::TownContext const& c, std::string_view office);
/// Does the link lead into one office (`{amt}` in its path)?
bool is_of_office(authority::NavEntry const& entry);
/// `/verwaltung/{amt}/heute` -> `/verwaltung/buergerbuero/heute`
std::string with_office(std::string_view path, std::string_view office);

}  // namespace kreislauf::identity

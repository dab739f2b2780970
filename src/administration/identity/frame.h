#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "authority/authority.h"

namespace kreislauf::identity {

/// Offices in which the person has work to do.
std::vector<authority::Office const*> offices_of(authority::Context const& context);
/// The links this person may follow; those of an office only when one is given.
std::vector<authority::NavEntry const*> entries_for(authority::Context const& context, std::string_view office);
/// `/verwaltung/{amt}/heute` -> `/verwaltung/buergerbuero/heute`
std::string with_office(std::string_view path, std::string_view office);

}  // namespace kreislauf::identity

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "administration/forms/model.h"

namespace kreislauf::forms::exchange::xdatenfelder {

/// What earlier applications already say, as a text among the marks of the schema:
/// `gewerbe-anmelden firma=firma bisher=taetigkeit; hund-anmelden person=person`. Empty where nothing is taken over.
std::string text_of(std::vector<KnownSource> const& known);
/// Reads it back; what somebody else wrote there and no form can have is left out.
std::vector<KnownSource> known_in(std::string_view text);

}  // namespace kreislauf::forms::exchange::xdatenfelder

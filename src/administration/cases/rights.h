#pragma once

#include "authority/person.h"

namespace kreislauf::cases::rights {

using authority::held_by, authority::Right, authority::Role, authority::Scope;

inline constexpr Right work{"cases.work", "Fälle lesen, bearbeiten und entscheiden", Scope::office,
                            held_by({Role::clerk, Role::head}), authority::Reach::by_service};
/// Letters of all services of an office leave together.
inline constexpr Right post{"cases.post", "Post eines Amts drucken und zur Post geben", Scope::office,
                            held_by({Role::clerk, Role::head})};
/// Says which services somebody sees; decides who may decide, so it is with those who give roles.
inline constexpr Right assign{"cases.assign", "Dienste zuteilen", Scope::authority, held_by({Role::administrator})};
inline constexpr Right figures{"cases.figures", "Kennzahlen der Fälle sehen", Scope::office, held_by({Role::head})};

}  // namespace kreislauf::cases::rights

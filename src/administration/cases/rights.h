#pragma once

#include "authority/person.h"

namespace kreislauf::cases::rights {

using authority::held_by, authority::Right, authority::Role, authority::Scope;

inline constexpr Right work{"cases.work", "Fälle lesen, bearbeiten und entscheiden", Scope::office,
                            held_by({Role::clerk, Role::head})};
inline constexpr Right figures{"cases.figures", "Kennzahlen der Fälle sehen", Scope::office, held_by({Role::head})};

}  // namespace kreislauf::cases::rights

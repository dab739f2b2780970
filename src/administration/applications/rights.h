#pragma once

#include "authority/person.h"

namespace kreislauf::applications::rights {

using authority::held_by, authority::Right, authority::Role, authority::Scope;

inline constexpr Right work{"applications.work", "Anträge lesen, übernehmen und entscheiden", Scope::office,
                            held_by({Role::clerk, Role::head})};
inline constexpr Right plan{"applications.plan", "Tage und Plätze festlegen", Scope::office,
                            held_by({Role::clerk, Role::head})};

}  // namespace kreislauf::applications::rights

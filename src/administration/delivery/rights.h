#pragma once

#include "authority/person.h"

namespace kreislauf::delivery::rights {

using authority::held_by, authority::Right, authority::Role, authority::Scope;

inline constexpr Right look_after{"delivery.look_after", "Zustellung an Fachverfahren sehen und wiederholen",
                                  Scope::office, held_by({Role::clerk, Role::head})};

}  // namespace kreislauf::delivery::rights

#pragma once

#include "authority/person.h"

namespace kreislauf::intake::rights {

using authority::held_by, authority::Right, authority::Role, authority::Scope;

inline constexpr Right work{"intake.work", "Papier einlesen und zuordnen", Scope::office,
                            held_by({Role::clerk, Role::head})};

}  // namespace kreislauf::intake::rights

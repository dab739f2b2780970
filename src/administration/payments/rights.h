#pragma once

#include "authority/person.h"

namespace kreislauf::payments::rights {

using authority::held_by, authority::Right, authority::Role, authority::Scope;

inline constexpr Right treasury{"payments.treasury", "Zahlungen der Kasse sehen, buchen und erstatten",
                                Scope::authority, held_by({Role::head})};

}  // namespace kreislauf::payments::rights

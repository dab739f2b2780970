#pragma once

#include "authority/person.h"

namespace kreislauf::programs::rights {

using authority::held_by, authority::Right, authority::Role, authority::Scope;

inline constexpr Right manage{"programs.manage", "Fachverfahren anbinden: Schlüssel und Nachrichten", Scope::office,
                              held_by({Role::head})};

}  // namespace kreislauf::programs::rights

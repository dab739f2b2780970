#pragma once

#include "authority/person.h"

namespace kreislauf::news::rights {

using authority::held_by, authority::Right, authority::Role, authority::Scope;

inline constexpr Right write{"news.write", "Neuigkeiten schreiben und zurückziehen", Scope::authority,
                             held_by({Role::clerk, Role::head})};

}  // namespace kreislauf::news::rights

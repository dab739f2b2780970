#pragma once

#include "authority/person.h"

namespace kreislauf::applications::rights {

using authority::held_by, authority::Right, authority::Role, authority::Scope;

inline constexpr Right work{"applications.work", "Anträge lesen, übernehmen und entscheiden", Scope::office,
                            held_by({Role::clerk, Role::head}), authority::Reach::by_service};
inline constexpr Right plan{"applications.plan", "Tage und Plätze festlegen", Scope::office,
                            held_by({Role::clerk, Role::head})};
inline constexpr Right try_services{"applications.try_services", "Formulare ausprobieren, bevor sie gelten",
                                    Scope::authority, held_by({Role::head, Role::administrator})};
inline constexpr Right agree{"applications.agree", "Aufgaben an andere Kommunen übertragen und übernehmen",
                             Scope::authority, held_by({Role::administrator})};

}  // namespace kreislauf::applications::rights

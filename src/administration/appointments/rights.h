#pragma once

#include "authority/person.h"

/// What members of staff may do with appointments. Who has which role stands with the accounts
/// (administration/identity).
namespace kreislauf::appointments::rights {

using authority::held_by, authority::Right, authority::Role, authority::Scope;

inline constexpr Right use_device{"appointments.device", "Gerät am Eingang", Scope::office,
                                  held_by({Role::kiosk, Role::reception, Role::clerk, Role::head})};
inline constexpr Right receive{"appointments.receive", "Empfang, Tagesliste, Buchen", Scope::office,
                               held_by({Role::reception, Role::clerk, Role::head})};
inline constexpr Right serve{"appointments.serve", "Am Schalter aufrufen und bedienen", Scope::office,
                             held_by({Role::clerk, Role::head})};
inline constexpr Right manage{"appointments.manage", "Regeln, Schalter, Einstellungen, Zahlen", Scope::office,
                              held_by({Role::head})};

}  // namespace kreislauf::appointments::rights

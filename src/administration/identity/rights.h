#pragma once

#include "authority/person.h"

/// What members of staff may do with accounts and devices.
namespace kreislauf::identity::rights {

using authority::held_by, authority::Right, authority::Role, authority::Scope;

/// Works in an office in any way; a device does, too.
inline constexpr Right work{"identity.work", "In einem Amt arbeiten", Scope::office,
                            held_by({Role::kiosk, Role::reception, Role::clerk, Role::head}),
                            authority::Reach::by_service};
inline constexpr Right accounts{"identity.accounts", "Konten, Geräte und Protokoll", Scope::authority,
                                held_by({Role::administrator})};

}  // namespace kreislauf::identity::rights

#pragma once

#include <optional>

#include "administration/logins/logins.h"
#include "authority/module.h"

namespace kreislauf::identity {

/// Asks the directory about everybody whose password it knows and who is signed in, each once an hour: who is not in it
/// any more, or not in the group, is signed out. While it is away sessions live on for four hours. When to come again.
std::optional<Instant> check_directory(authority::TownVisit& visit, logins::Logins& logins);

}  // namespace kreislauf::identity

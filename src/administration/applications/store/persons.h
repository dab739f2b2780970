#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "platform/db/connection.h"

namespace kreislauf::applications::store {

/// Whose login it was proven by; instead of what was noted before.
void note_person(db::Connection& connection, std::int64_t application, std::string_view person);
/// Empty where nobody has logged in, and where the login names nobody who could be known again.
std::string person_of(db::Connection& connection, std::int64_t application);
/// Those of one person, the newest first.
std::vector<std::int64_t> of_person(db::Connection& connection, std::string_view person, std::size_t limit);
/// Proven by a login of which nothing is noted, the oldest first.
std::vector<std::int64_t> without_person(db::Connection& connection, std::size_t limit);
void remove_person(db::Connection& connection, std::int64_t application);

}  // namespace kreislauf::applications::store

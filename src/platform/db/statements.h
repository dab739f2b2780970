#pragma once

#include <string_view>
#include <vector>

namespace kreislauf::db {

/// The statements of a script, without the semicolons between them and without comments before them. Semicolons inside
/// of quotes and comments divide nothing. Citus takes one statement a command, so that is how they are sent.
std::vector<std::string_view> statements_of(std::string_view script);

}  // namespace kreislauf::db

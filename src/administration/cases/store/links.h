#pragma once

#include <string_view>
#include <vector>

#include "administration/cases/model.h"
#include "platform/db/db.h"

namespace kreislauf::cases::store {

/// Two cases belong together from now on.
void link(db::Connection& connection, std::int64_t one, std::int64_t other, std::int64_t staff, std::string_view at);
void unlink(db::Connection& connection, std::int64_t one, std::int64_t other);
bool are_linked(db::Connection& connection, std::int64_t one, std::int64_t other);
/// What was linked with this case, the oldest link first.
std::vector<Case> linked_with(db::Connection& connection, std::int64_t id);
/// All that have this number; another authority may have given the same to a case that has come from it.
std::vector<Case> of_number(db::Connection& connection, std::string_view number);

}  // namespace kreislauf::cases::store

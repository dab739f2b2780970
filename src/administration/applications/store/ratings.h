#pragma once

#include <cstdint>
#include <string_view>

#include "platform/db/connection.h"

namespace kreislauf::applications::store {

/// False where there is one already.
bool add_rating(db::Connection& connection, std::int64_t application, std::string_view day);
bool is_rated(db::Connection& connection, std::int64_t application);
void remove_rating(db::Connection& connection, std::int64_t application);

}  // namespace kreislauf::applications::store

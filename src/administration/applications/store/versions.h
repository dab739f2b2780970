#pragma once

#include <string_view>
#include <vector>

#include "administration/applications/model.h"
#include "platform/db/db.h"

namespace kreislauf::applications::store {

/// What is typed since the office has asked for something.
void save_amended(db::Connection& connection, Application const& application);

/// Keeps what was sent so far, as it is sealed; its number.
std::int64_t add_version(db::Connection& connection, Application const& application, std::string_view until);
std::vector<Version> versions(db::Connection& connection, std::int64_t application);
void save_version(db::Connection& connection, Version const& version);
void remove_versions(db::Connection& connection, std::int64_t application);

}  // namespace kreislauf::applications::store

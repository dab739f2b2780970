#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "platform/db/db.h"

/// Every case.toml that ever was live, with its notice and its process, in the commons.
namespace kreislauf::cases::store {

struct StoredType {
  std::string service, file, notice, process;
};
std::optional<StoredType> type(db::Connection& commons, std::string_view version);
void keep(db::Connection& commons, std::string_view version, StoredType const& stored, Instant live_since);

}  // namespace kreislauf::cases::store

#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "administration/programs/model.h"
#include "authority/context.h"
#include "platform/acts/acts.h"

// Keys of specialist systems.
namespace kreislauf::programs {

struct Caller {
  authority::Staff staff = {};
  authority::Program program = {};
};
/// Who asks with this field `Authorization` (RFC 6750 § 2.1). Nothing for a key that is unknown, revoked or expired.
/// Notes the day on which it was used.
std::optional<Caller> find_caller(db::Database& database, Clock const& clock, std::string_view authorization);

/// A new key; what is shown once. 256 bits: a hash without salt is enough.
std::string make_key(crypto::Random& random);
std::string hash_of(std::string_view key);
/// Gives it its number.
std::int64_t add_key(acts::Transaction& tx, ApiKey key);
/// It holds no longer, from the next request on.
void revoke(acts::Transaction& tx, ApiKey const& key);

/// `program:3` -> `Wohngeldverfahren`; empty for anything else.
std::string name_of_actor(db::Connection& connection, std::string_view actor);

}  // namespace kreislauf::programs

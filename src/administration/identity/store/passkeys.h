#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "administration/identity/model.h"

/// The SQL of passkeys of staff.
namespace kreislauf::identity::store {

void add(db::Connection& connection, Passkey const& passkey);
/// Counter, copy and day of the last use.
void note_use(db::Connection& connection, Passkey const& passkey);
std::optional<Passkey> passkey(db::Connection& connection, std::string_view id);
std::vector<Passkey> passkeys_of(db::Connection& connection, std::int64_t staff);  ///< the oldest first
bool remove_passkey(db::Connection& connection, std::int64_t staff, std::string_view id);
void remove_passkeys(db::Connection& connection, std::int64_t staff);

/// False when it was used before.
bool use_challenge(db::Connection& connection, std::string_view key, Instant now);
bool has_old_challenges(db::Connection& connection, Instant before);
void drop_old_challenges(db::Connection& connection, Instant before);

}  // namespace kreislauf::identity::store

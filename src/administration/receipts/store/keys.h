#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/ids.h"
#include "platform/db/db.h"
#include "platform/ledger/note.h"

namespace kreislauf::receipts::store {

/// The key with which the ledger of this authority is signed now.
std::optional<ledger::NoteKey> key_of(db::Connection& commons, AuthorityKey const& authority);
/// By the name that stands in a receipt.
std::optional<ledger::NoteKey> key_named(db::Connection& commons, std::string_view name);
void keep(db::Connection& commons, AuthorityKey const& authority, ledger::NoteKey const& key, Instant since);

}  // namespace kreislauf::receipts::store

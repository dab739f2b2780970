#pragma once

#include <optional>
#include <string>

#include "authority/module.h"
#include "platform/ledger/note.h"

/// Receipts that anybody can check.
namespace kreislauf::receipts {

/// All that this module gives to the house.
authority::Module module(authority::House& house);

/// The receipt of an entry of the ledger as JSON; nothing while it is not sealed, or where nobody seals.
std::optional<std::string> receipt_of(authority::House& house, authority::TownContext const& c, std::uint64_t entry);

/// The name of an authority's ledger: in its key, its heads and its receipts.
std::string ledger_name(AuthorityKey const& authority);
/// Keeps the public key of the one who seals. Throws Conflict when another one of that name is known.
void announce_key(db::Store& store, AuthorityKey const& authority, ledger::NoteKey const& key, Instant now);

}  // namespace kreislauf::receipts

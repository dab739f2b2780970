#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "platform/crypto/crypto.h"
#include "platform/db/db.h"
#include "platform/ledger/tiles.h"

/// The ledger of an authority in its database: entries, hashes, signed heads, epochs.
namespace kreislauf::ledger {

std::vector<db::Migration> authority_migrations();

/// What shall be provable later. Only `content` may hold something of a person; it can be erased.
struct Record {
  std::string kind;  ///< `appointment.confirmed`
  Instant at = {};
  std::string actor = {};    ///< `guest`, `staff:7`, `clock`
  std::string subject = {};  ///< `appointment:17`
  std::string content = {};  ///< the entry commits to it; empty: there is nothing to prove but that it happened
};

/// Writes an entry within the transaction of the act itself: one INSERT, whose answer nobody waits for. Its number,
/// from 0. Throws std::invalid_argument as `text_of(Leaf)` does.
std::uint64_t append(db::Connection& connection, crypto::Random& random, Record const& record);
/// Lets the number of the next entry come with the next answer.
void foresee_entry(db::Connection& connection);

struct Content {
  std::string salt, text;
};
/// Nothing where there is no such entry or its content was erased.
std::optional<Content> content_of(db::Connection& connection, std::uint64_t number);
/// Art. 17 DSGVO: salt and content are gone, the entry and all proofs stay.
void erase_content(db::Connection& connection, std::uint64_t number);

namespace store {

std::optional<std::string> leaf(db::Connection& connection, std::uint64_t number);
struct StoredLeaf {
  std::uint64_t number = 0;
  std::string text;
  static StoredLeaf from(db::Row const& row);
};
/// In the order of their numbers, at most `limit`.
std::vector<StoredLeaf> leaves(db::Connection& connection, std::uint64_t from, std::uint64_t limit);
/// The first entry that no signed head covers, and since when that can be said of it.
struct Unsealed {
  std::string leaf;
  Instant epoch_began = {};
  static Unsealed from(db::Row const& row);
};
/// Lets it come with the next answer; `found` must live until then.
void ask_first_unsealed(db::Connection& connection, std::optional<Unsealed>& found);

/// As many hashes as are there; one that cannot be read is all zeros.
std::vector<Hash> hashes(db::Connection& connection, int level, std::uint64_t number);
void save_hashes(db::Connection& connection, int level, std::uint64_t number, std::vector<Hash> const& hashes);
/// Whole subtrees out of the stored hashes. The connection must outlive it.
TileNodes nodes(db::Connection& connection);
/// The same for the proof of one entry: what it needs is asked for in one trip.
TileNodes nodes_for_proof(db::Connection& connection, std::uint64_t number, std::uint64_t size);

/// What a receipt says of an entry, asked for in one trip; of the heads the newest.
struct Evidence {
  std::optional<std::string> note = {}, leaf = {};
  std::optional<Content> content = {};
};
Evidence evidence(db::Connection& connection, std::uint64_t number);

/// The newest signed head of all epochs.
std::optional<std::string> newest_note(db::Connection& connection);
/// Signed heads of an epoch, by size.
std::vector<std::string> notes(db::Connection& connection, std::int64_t epoch);
std::optional<std::string> last_note(db::Connection& connection, std::int64_t epoch);
/// The one of exactly this size.
std::optional<std::string> note_of(db::Connection& connection, std::int64_t epoch, std::uint64_t size);
void save_note(db::Connection& connection, std::int64_t epoch, std::uint64_t size, std::string_view note);

struct Epoch {
  std::int64_t number = 1;
  Instant began = {};
  std::optional<Extent> before = {};  ///< none in the first
  static Epoch from(db::Row const& row);
};
Epoch current_epoch(db::Connection& connection);
void save_epoch(db::Connection& connection, Epoch const& epoch);

}  // namespace store

}  // namespace kreislauf::ledger

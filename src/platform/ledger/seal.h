#pragma once

#include <optional>

#include "base/clock.h"
#include "base/result.h"
#include "platform/db/db.h"
#include "platform/ledger/head.h"
#include "platform/ledger/reread.h"

/// Sealing: a process of its own, which alone has the key, signs the head of the ledger once a minute. Before that it
/// reads again from the store what the new head will stand for, and sees whether it goes on from the last one.
namespace kreislauf::ledger {

struct Sealed {
  Head head;
  std::string note;                ///< the signed head
  bool is_new = false;             ///< false: nothing has happened since the last head
  std::uint64_t entries_read = 0;  ///< again, from the store
};

/// Whether heads are signed of an epoch that began after `known`. Who can write to the database can begin one, too: the
/// one who seals must have been told by somebody else, once after each restore.
enum class NewEpoch { refused, allowed };

/// One pass. Reads the entries of the last tile and all new ones, up to a million a pass; with a finding everything is
/// read, so that the first wrong entry is named, and nothing is signed. `known` is the last head that this process has
/// given away, kept outside of the database: an older copy of the database shows by it, and an epoch that nobody has
/// announced. Nothing where the ledger is empty. Throws Conflict when somebody else has sealed meanwhile.
Result<std::optional<Sealed>, Finding> seal(db::Database& database, NoteSigner const& signer, Clock const& clock,
                                            std::optional<Head> const& known = {},
                                            NewEpoch new_epoch = NewEpoch::refused);

/// Everything is read and compared with all heads of the current epoch; signs and changes nothing. Needs the public key
/// only. The last head, none where nothing is sealed.
Result<std::optional<Head>, Finding> audit(db::Database& database, NoteKey const& key,
                                           std::optional<Head> const& known = {});
/// Writes stored hashes anew where they differ from entries that are as they were sealed. The number of heads that
/// vouch for them.
Result<std::size_t, Finding> mend_hashes(db::Database& database, NoteKey const& key);

/// After a restore from a copy that may be older than what was given away: a new epoch begins, with an entry of its
/// own, and its heads name `last_known`, the last head known outside of the restored database. Its number.
std::int64_t begin_epoch(db::Connection& connection, crypto::Random& random, Instant now, std::string_view actor,
                         Head const& last_known);

}  // namespace kreislauf::ledger

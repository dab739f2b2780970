#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"
#include "platform/ledger/checkpoint.h"
#include "platform/ledger/note.h"

namespace kreislauf::ledger {

/// The head of an authority's ledger. It goes on from head to head as long as nothing of it is lost; after a restore
/// from an older copy a new epoch begins, whose heads name the last one that was known before.
struct Head {
  std::int64_t epoch = 1;
  Extent extent = {};
  Instant sealed = {};
  std::optional<Extent> before = {};  ///< last head of the epoch before; none in the first
  bool operator==(Head const&) const = default;
};

/// Logs that do not go on from each other must not have the same name (C2SP tlog-checkpoint, "Signatures"): the first
/// epoch is called as the key is, the others by their number behind it, `gescher.example/ledger/2`.
std::string origin_of(std::string_view name, std::int64_t epoch);

/// The extensions are `epoch 2`, `sealed 2026-11-23T08:00:00Z` and `after SIZE ROOT`.
std::string sign_head(Head const& head, NoteSigner const& signer);
/// The head in a note that this key has signed.
Result<Head> open_head(std::string_view note, NoteKey const& key);

}  // namespace kreislauf::ledger

#pragma once

#include <map>
#include <optional>
#include <string>

#include "base/ids.h"
#include "platform/ledger/head.h"

namespace kreislauf::app {

/// The last heads that the sealing process has given away, in a file of its own: an older copy of a database, put back
/// by anybody, shows by them.
class KnownHeads {
 public:
  /// Reads the file; where there is none nothing is known yet. Throws StoreDenied when it cannot be read.
  explicit KnownHeads(std::string path);
  std::optional<ledger::Head> of(AuthorityKey const& authority, ledger::NoteKey const& key) const;
  void keep(AuthorityKey const& authority, std::string note);
  /// In one step, and on the disk then; nothing when nothing has changed.
  void write();

 private:
  std::string path_;
  std::map<std::string, std::string> notes_;  ///< by key of the authority
  bool changed_ = false;
};

}  // namespace kreislauf::app

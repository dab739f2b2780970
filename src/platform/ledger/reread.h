#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "platform/db/db.h"
#include "platform/ledger/growth.h"
#include "platform/ledger/head.h"

namespace kreislauf::ledger {

/// What is not as it was signed: the first entry that differs, or the entries among which it is.
struct Finding {
  std::uint64_t first = 0, last = 0;
  std::string reason;  ///< `is not what was sealed`; without what stands in it
};
/// `entry 17 is not what was sealed`, `one of the entries 17 to 40 ...`
std::string sentence(Finding const& finding);

/// Are the stored hashes compared with the entries, or shall they be written anew where they differ?
enum class StoredHashes { compared, renewed };

/// Hashes that the store does not have yet, by level and number of their tile.
using NewHashes = std::map<std::pair<int, std::uint64_t>, std::vector<Hash>>;

/// Entries read again from the store, hashed anew, and compared with the stored hashes and with signed heads. Trusts
/// nothing but the heads it is given.
class Reread {
 public:
  /// Begins at entry `from`, a multiple of 256; what is left of it comes from stored hashes, and is known to be right
  /// when the root of the first head fits.
  Reread(db::Connection& connection, std::uint64_t from, std::vector<Head> heads,
         StoredHashes stored = StoredHashes::compared);

  /// Reads to the end, at most `most` entries behind the last head.
  std::optional<Finding> run(std::uint64_t most);

  Extent extent() const { return {.size = tree_.size(), .root = tree_.root()}; }
  std::uint64_t entries_read() const { return tree_.size() - from_; }
  NewHashes const& new_hashes() const { return new_hashes_; }

 private:
  /// The tile of a level in which hashes come in.
  struct Edge {
    std::uint64_t number = UINT64_MAX;
    std::vector<Hash> stored, now;
  };

  void read(std::uint64_t number, std::string_view leaf);
  void take(Node node, Hash const& hash);
  Edge& edge_of(int level, std::uint64_t number);
  void keep(int level, Edge const& edge);
  void compare_with_head();
  std::uint64_t sealed() const { return heads_.empty() ? 0 : heads_.back().extent.size; }

  db::Connection& connection_;
  std::uint64_t from_;
  std::vector<Head> heads_;  ///< by size
  StoredHashes stored_;
  std::size_t next_head_ = 0;
  Growth tree_;
  std::vector<Edge> edges_;  ///< by level
  NewHashes new_hashes_;
  std::optional<Finding> suspect_, finding_;
};

}  // namespace kreislauf::ledger

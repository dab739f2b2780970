#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/ledger/tree.h"

namespace kreislauf::ledger {

/// The head of a tree as text, ready to be signed (C2SP tlog-checkpoint).
struct Checkpoint {
  std::string origin;  ///< which log it is, of all that there are
  Extent extent = {};
  std::vector<std::string> extensions = {};  ///< lines, none of them empty
  bool operator==(Checkpoint const&) const = default;
};

/// Origin, size, root in base64 and the extensions, a line each.
std::string text_of(Checkpoint const& checkpoint);
/// Nothing unless the text is what `text_of` writes.
std::optional<Checkpoint> checkpoint_in(std::string_view text);

std::string hash_text(Hash const& hash);
std::optional<Hash> hash_in(std::string_view base64);
/// Decimal digits without leading zeros, as all texts of the ledger write numbers.
std::optional<std::uint64_t> number_in(std::string_view digits);

}  // namespace kreislauf::ledger

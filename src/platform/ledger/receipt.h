#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "platform/db/db.h"
#include "platform/ledger/head.h"
#include "platform/ledger/leaf.h"
#include "platform/ledger/store.h"

/// Receipts: what somebody takes home and can show anybody later, who needs nothing but the public key of the
/// authority.
namespace kreislauf::ledger {

struct Receipt {
  std::string key_name;                 ///< which public key to check with; the key itself must come from elsewhere
  std::uint64_t index = 0;              ///< number of the entry
  std::string leaf;                     ///< as it is hashed
  std::vector<Hash> proof;              ///< RFC 9162 § 2.1.3.1
  std::string note;                     ///< the signed head
  std::optional<Content> content = {};  ///< what the entry commits to, where the holder shall be able to prove that
};

/// With or without what the entry commits to.
enum class ReceiptContent { left_out, included };

/// For an entry that is sealed; nothing where it is not yet, or not there. Throws StoreError when the ledger does not
/// fit its own head.
std::optional<Receipt> make_receipt(db::Connection& connection, std::uint64_t number, NoteKey const& key,
                                    ReceiptContent content = ReceiptContent::included);

/// JSON: format, key, index, leaf, proof (base64), checkpoint, and content with its salt where it is included.
std::string json_of(Receipt const& receipt);
/// The reason says what is missing or wrong.
Result<Receipt> receipt_in(std::string_view json);
/// The same as C2SP tlog-proof, for the tools of others; `extra` is the leaf.
std::string tlog_proof_of(Receipt const& receipt);

enum class ReceiptFault { unreadable, other_key, bad_signature, no_entry, not_included, other_content };
/// In one English sentence.
std::string_view sentence(ReceiptFault fault);

/// What is certain once a receipt is checked.
struct ReceiptTruth {
  std::uint64_t index = 0;
  Leaf leaf;
  Head head;
  bool with_content = false;  ///< the content in the receipt is the one that was committed to
};
Result<ReceiptTruth, ReceiptFault> check(Receipt const& receipt, NoteKey const& key);
Result<ReceiptTruth, ReceiptFault> check(std::string_view json, NoteKey const& key);

}  // namespace kreislauf::ledger

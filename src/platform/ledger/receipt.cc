#include "platform/ledger/receipt.h"

#include <fmt/format.h>

#include "base/errors.h"
#include "platform/crypto/base64.h"
#include "platform/ledger/commitment.h"

namespace kreislauf::ledger {

std::optional<Receipt> make_receipt(db::Connection& connection, std::uint64_t number, NoteKey const& key,
                                    ReceiptContent content) {
  auto evidence = store::evidence(connection, number);
  if (not evidence.note or not evidence.leaf) return std::nullopt;
  auto const head = open_head(*evidence.note, key);
  if (not head) throw StoreError{"the last head of the ledger cannot be trusted: " + head.error()};
  auto const [size, root] = head->extent;
  if (number >= size) return std::nullopt;
  auto nodes = store::nodes_for_proof(connection, number, size);
  Receipt receipt{.key_name = key.name(),
                  .index = number,
                  .leaf = std::move(*evidence.leaf),
                  .proof = inclusion_proof(number, size, nodes),
                  .note = std::move(*evidence.note)};
  if (not proves_inclusion(receipt.proof, number, size, leaf_hash(receipt.leaf), root))
    throw StoreError{fmt::format("entry {} of the ledger does not fit the last head", number)};
  if (content == ReceiptContent::included) receipt.content = std::move(evidence.content);
  return receipt;
}

std::string tlog_proof_of(Receipt const& receipt) {
  auto text = fmt::format("c2sp.org/tlog-proof@v1\nextra {}\nindex {}\n", crypto::base64(receipt.leaf), receipt.index);
  for (auto const& hash : receipt.proof) text += hash_text(hash) + '\n';
  return text + '\n' + receipt.note;
}

std::string_view sentence(ReceiptFault fault) {
  switch (fault) {
    case ReceiptFault::unreadable:
      return "this is no receipt, or something of it is missing";
    case ReceiptFault::other_key:
      return "the receipt belongs to another authority or another key";
    case ReceiptFault::bad_signature:
      return "the authority has not signed this head of its ledger";
    case ReceiptFault::no_entry:
      return "what the receipt shows is no entry of a ledger";
    case ReceiptFault::not_included:
      return "the entry is not in the ledger that the authority has signed";
    case ReceiptFault::other_content:
      return "the content is not the one that was recorded";
  }
  return "";
}

Result<ReceiptTruth, ReceiptFault> check(Receipt const& receipt, NoteKey const& key) {
  if (receipt.key_name != key.name()) return failure(ReceiptFault::other_key);
  auto const head = open_head(receipt.note, key);
  if (not head) return failure(ReceiptFault::bad_signature);
  auto const leaf = leaf_in(receipt.leaf);
  if (not leaf) return failure(ReceiptFault::no_entry);
  auto const [size, root] = head->extent;
  if (not proves_inclusion(receipt.proof, receipt.index, size, leaf_hash(receipt.leaf), root))
    return failure(ReceiptFault::not_included);
  if (receipt.content and not opens(leaf->commitment, receipt.content->text, receipt.content->salt))
    return failure(ReceiptFault::other_content);
  return ReceiptTruth{
      .index = receipt.index, .leaf = *leaf, .head = *head, .with_content = receipt.content.has_value()};
}

Result<ReceiptTruth, ReceiptFault> check(std::string_view json, NoteKey const& key) {
  auto const receipt = receipt_in(json);
  if (not receipt) return failure(ReceiptFault::unreadable);
  return check(*receipt, key);
}

}  // namespace kreislauf::ledger

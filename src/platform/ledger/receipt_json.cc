#include <boost/json.hpp>

#include "platform/ledger/receipt.h"

namespace kreislauf::ledger {

namespace {

namespace json = boost::json;

constexpr std::string_view form = "kreislauf-receipt/1";
/// A proof has at most 64 hashes; the rest is texts of an entry.
constexpr std::size_t longest_receipt = 256 * 1024, longest_proof = 64;

std::optional<std::string> text_at(json::object const& object, std::string_view name) {
  auto const* const value = object.if_contains(name);
  auto const* const text = value == nullptr ? nullptr : value->if_string();
  return text == nullptr ? std::nullopt : std::optional{std::string{text->begin(), text->end()}};
}

std::optional<std::uint64_t> number_at(json::object const& object, std::string_view name) {
  auto const* const value = object.if_contains(name);
  if (value == nullptr) return std::nullopt;
  // A number of JSON is exact up to 2^53 in most languages; that is enough.
  if (auto const* const number = value->if_int64(); number != nullptr and *number >= 0 and *number < 1LL << 53)
    return static_cast<std::uint64_t>(*number);
  return std::nullopt;
}

std::optional<std::vector<Hash>> proof_at(json::object const& object, std::string_view name) {
  auto const* const value = object.if_contains(name);
  auto const* const array = value == nullptr ? nullptr : value->if_array();
  if (array == nullptr or array->size() > longest_proof) return std::nullopt;
  std::vector<Hash> proof;
  for (auto const& one : *array) {
    auto const* const text = one.if_string();
    auto const hash = text == nullptr ? std::nullopt : hash_in({text->data(), text->size()});
    if (not hash) return std::nullopt;
    proof.push_back(*hash);
  }
  return proof;
}

}  // namespace

std::string json_of(Receipt const& receipt) {
  json::array proof;
  for (auto const& hash : receipt.proof) proof.emplace_back(hash_text(hash));
  json::object object{{"format", form},       {"key", receipt.key_name}, {"index", receipt.index},
                      {"leaf", receipt.leaf}, {"proof", proof},          {"checkpoint", receipt.note}};
  if (receipt.content) {
    object["content"] = receipt.content->text;
    object["salt"] = receipt.content->salt;
  }
  return json::serialize(object) + '\n';
}

Result<Receipt> receipt_in(std::string_view text) {
  if (text.size() > longest_receipt) return failure("the file is too long for a receipt");
  boost::system::error_code error;
  auto const value = json::parse({text.data(), text.size()}, error);
  if (error or not value.is_object()) return failure("the file is not JSON");
  auto const& object = value.get_object();
  if (text_at(object, "format") != form) return failure("the file is no receipt of this form");
  auto const key = text_at(object, "key"), leaf = text_at(object, "leaf"), note = text_at(object, "checkpoint");
  auto const index = number_at(object, "index");
  auto const proof = proof_at(object, "proof");
  if (not key or not leaf or not note or not index or not proof) return failure("something of the receipt is missing");
  auto const content = text_at(object, "content"), salt = text_at(object, "salt");
  if (content.has_value() != salt.has_value()) return failure("content and salt belong together");
  Receipt receipt{.key_name = *key, .index = *index, .leaf = *leaf, .proof = *proof, .note = *note};
  if (content) receipt.content = Content{.salt = *salt, .text = *content};
  return receipt;
}

}  // namespace kreislauf::ledger

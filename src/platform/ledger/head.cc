#include "platform/ledger/head.h"

#include <fmt/format.h>

#include "base/text.h"

namespace kreislauf::ledger {

namespace {

Checkpoint checkpoint_of(Head const& head, std::string_view name) {
  Checkpoint checkpoint{.origin = origin_of(name, head.epoch), .extent = head.extent};
  checkpoint.extensions = {fmt::format("epoch {}", head.epoch), fmt::format("sealed {}", iso_utc(head.sealed))};
  if (head.before)
    checkpoint.extensions.push_back(fmt::format("after {} {}", head.before->size, hash_text(head.before->root)));
  return checkpoint;
}

std::string_view behind(std::string_view word, std::string_view line) {
  return line.starts_with(word) ? line.substr(word.size()) : std::string_view{};
}

std::optional<Extent> extent_in(std::string_view text) {
  auto const blank = text.find(' ');
  if (blank == std::string_view::npos) return std::nullopt;
  auto const size = number_in(text.substr(0, blank));
  auto const root = hash_in(text.substr(blank + 1));
  return size and root ? std::optional{Extent{.size = *size, .root = *root}} : std::nullopt;
}

}  // namespace

std::string origin_of(std::string_view name, std::int64_t epoch) {
  return epoch == 1 ? std::string{name} : fmt::format("{}/{}", name, epoch);
}

std::string sign_head(Head const& head, NoteSigner const& signer) {
  return signer.sign(text_of(checkpoint_of(head, signer.key().name())));
}

Result<Head> open_head(std::string_view note, NoteKey const& key) {
  auto const text = open_note(note, key);
  if (not text) return failure(text.error());
  auto const checkpoint = checkpoint_in(*text);
  if (not checkpoint) return failure("the signed text is no head of a ledger");
  auto const& lines = checkpoint->extensions;
  Head head{.extent = checkpoint->extent};
  if (lines.size() > 1) {
    head.epoch = static_cast<std::int64_t>(number_in(behind("epoch ", lines[0])).value_or(0));
    head.sealed = parse_iso_utc(behind("sealed ", lines[1]));
  }
  if (lines.size() > 2) head.before = extent_in(behind("after ", lines[2]));
  // Written again it must be the same: nothing else was signed, and no other ledger.
  if (text_of(checkpoint_of(head, key.name())) != *text) return failure("the signed head is one of another ledger");
  return head;
}

}  // namespace kreislauf::ledger

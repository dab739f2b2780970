#include "platform/blobs/door.h"

#include "base/log.h"

namespace kreislauf::blobs {

namespace {

Refusal refusal_of(Inspection const& found) {
  if (found.type == Type::empty) return Refusal::empty;
  bool const known = found.type >= Type::pdf and found.type <= Type::odp;
  if (not known) return found.ending_agrees ? Refusal::kind : Refusal::other_kind;
  if (found.has(Danger::encrypted)) return Refusal::encrypted;
  if (found.has(Danger::too_many_pixels)) return Refusal::pixels;
  bool const harmful = not found.dangers.empty() and found.dangers.front() < Danger::script;
  if (harmful and found.dangers.front() == Danger::damaged) return Refusal::damaged;
  return harmful ? Refusal::dangerous : Refusal::other_kind;
}

std::optional<Refusal> refusal_of(scan::Answer const& answer) {
  using enum scan::Verdict;
  switch (answer.verdict) {
    case clean:
      return std::nullopt;
    case infected:
      return Refusal::infected;
    case not_looked_at:
      return Refusal::not_looked_at;
    case too_large:
      return Refusal::too_large;
    case unavailable:
      return Refusal::no_scanner;
  }
  return Refusal::no_scanner;
}

}  // namespace

Result<Taken, Refusal> Door::take(Store& store, std::string_view bytes, std::string_view name,
                                  std::uint64_t most) const {
  if (bytes.size() > most) return failure(Refusal::too_large);
  auto found = inspect(bytes, name);
  if (advice(found) == Advice::refuse) return failure(refusal_of(found));
  auto const answer = scanner_->scan(bytes);
  if (auto const refused = refusal_of(answer)) {
    log::error(answer.verdict == scan::Verdict::unavailable ? "scanner_unavailable" : "upload_refused", answer.detail);
    return failure(*refused);
  }
  auto blob = store.put(source_of(bytes), most);
  if (blob) return Taken{.blob = *std::move(blob), .inspection = std::move(found)};
  log::error("upload_not_kept", sentence(blob.error()));
  return failure(Refusal::no_space);
}

bool passes_later(Refusal refusal) { return refusal == Refusal::no_scanner or refusal == Refusal::no_space; }

}  // namespace kreislauf::blobs

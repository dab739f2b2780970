#include <fmt/format.h>

#include <filesystem>

#include "platform/blobs/blobs.h"

namespace kreislauf::blobs {

namespace {

constexpr std::size_t at_once = 500;

/// Drafts that nobody writes any more, because their program died, and uploads that nobody goes on with.
std::size_t remove_drafts(Disk& disk, std::string const& workshop, Instant before) {
  namespace fs = std::filesystem;
  std::size_t count = 0;
  std::error_code error;
  for (fs::directory_iterator one{workshop, error}, end; not error and one != end; one.increment(error)) {
    std::error_code gone;
    auto const changed = one->last_write_time(gone);
    if (gone or not one->is_regular_file(gone)) continue;
    auto const at = std::chrono::time_point_cast<Instant::duration>(std::chrono::file_clock::to_sys(changed));
    if (at < before and disk.remove(one->path().string()) == 0) ++count;
  }
  return count;
}

std::string told(Blob const& blob, Problem problem) {
  return fmt::format("{} (object {}): {}", blob.hash, blob.object, sentence(problem));
}

/// The whole document against its hash; the pieces are authenticated while they are read.
Outcome<void> compare(Opened opened, Blob const& blob) {
  if (opened.size() != blob.size) return failure(Problem::damaged);
  crypto::Hashing hashing;
  std::uint64_t at = 0;
  do {
    auto const piece = opened.read(at, 16 * piece_bytes);
    if (not piece) return failure(piece.error());
    hashing.add(*piece);
    at += piece->size();
    if (piece->empty()) break;
  } while (at < opened.size());
  if (crypto::hex_of(hashing.finish()) != blob.hash) return failure(Problem::damaged);
  return {};
}

}  // namespace

std::size_t Store::erase_strangers(Instant before, std::size_t& failed) {
  std::vector<std::string> old;
  auto const listed = objects_->list([&](Listed const& one) {
    if (one.changed < before) old.push_back(one.name);
  });
  if (not listed) ++failed;
  std::vector<std::string> strangers;
  around_.db.read([&](db::Connection& c) {
    for (auto const& name : old) {
      if (not is_known(c, name)) strangers.push_back(name);
    }
  });
  std::size_t erased = 0;
  for (auto const& name : strangers) objects_->erase(name) ? ++erased : ++failed;
  return erased;
}

Store::Swept Store::sweep() {
  Swept swept;
  auto const now = around_.clock.now(), before = now - grace;
  for (std::size_t count = at_once; count == at_once;) {
    around_.db.write([&](db::Connection& c) { count = give_up(c, before, now, at_once); });
    swept.given_up += count;
  }
  std::vector<std::string> gone;
  around_.db.read([&](db::Connection& c) { gone = removals(c, before, 100 * at_once); });
  for (auto const& object : gone) {
    if (not objects_->erase(object)) {
      ++swept.failed;
      continue;
    }
    around_.db.write([&](db::Connection& c) { removed(c, object); });
    ++swept.erased;
  }
  swept.erased += erase_strangers(before, swept.failed);
  for (auto const* place : {"", "/uploads"})
    swept.unfinished += remove_drafts(around_.disk, objects_->workshop() + place, before);
  return swept;
}

Store::Verified Store::verify() {
  Verified verified;
  std::string last;
  for (bool more = true; more;) {
    std::vector<Blob> page;
    around_.db.read([&](db::Connection& c) { page = blobs_after(c, last, at_once); });
    for (auto const& blob : page) {
      auto opened = open(blob.hash);
      auto const fine = opened ? compare(*std::move(opened), blob) : Outcome<void>{failure(opened.error())};
      ++verified.documents;
      verified.bytes += static_cast<std::int64_t>(blob.size);
      // What was released while we read is no finding.
      if (not fine and exists(blob.hash)) verified.findings.push_back(told(blob, fine.error()));
    }
    more = page.size() == at_once;
    if (not page.empty()) last = page.back().hash;
  }
  around_.db.read([&](db::Connection& c) {
    for (auto const& hash : dangling(c)) {
      ++verified.references_to_nothing;
      verified.findings.push_back(fmt::format("{}: something refers to it, and it is not there", hash));
    }
  });
  return verified;
}

}  // namespace kreislauf::blobs

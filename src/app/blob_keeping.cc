#include "app/blob_keeping.h"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>

#include "base/log.h"

namespace kreislauf::app {

namespace {

namespace fs = std::filesystem;
using authority::TownVisit;

std::optional<Instant> sweep(blobs::Stores& stores, TownVisit& visit) {
  if (not stores.has_place()) return std::nullopt;  // PostgreSQL without --blobs: there can be none
  auto const swept = stores.of(visit.authority.key, visit.db).sweep();
  if (swept.failed > 0)
    log::error("blobs_not_swept",
               fmt::format("{}: {} objects stay for now", visit.authority.key.value(), swept.failed));
  return std::nullopt;
}

authority::Verified verify(blobs::Stores& stores, TownVisit& visit) {
  auto verified = stores.of(visit.authority.key, visit.db).verify();
  return {.counts = {{"documents", verified.documents},
                     {"MiB", verified.bytes >> 20},
                     {"references to nothing", verified.references_to_nothing}},
          .findings = std::move(verified.findings)};
}

/// One document as a plain file, named by its hash.
blobs::Outcome<void> write_plain(blobs::Opened opened, std::string const& path) {
  std::ofstream out{path, std::ios::binary | std::ios::trunc};
  for (std::uint64_t at = 0; at < opened.size();) {
    auto const piece = opened.read(at, 16 * blobs::piece_bytes);
    if (not piece) return failure(piece.error());
    out.write(piece->data(), static_cast<std::streamsize>(piece->size()));
    at += piece->size();
  }
  out.close();
  if (not out) return failure(blobs::Problem::disk_full);
  return {};
}

std::vector<blobs::Blob> all_of(db::Database& database) {
  std::vector<blobs::Blob> all;
  database.read([&](db::Connection& c) {
    constexpr std::size_t at_once = 1000;
    for (bool more = true; more;) {
      auto page = blobs::blobs_after(c, all.empty() ? std::string{} : all.back().hash, at_once);
      more = page.size() == at_once;
      all.insert(all.end(), page.begin(), page.end());
    }
  });
  return all;
}

/// What an authority takes with it when it leaves: the documents as they were sent, readable without this program.
int take_out(blobs::Stores& stores, authority::CommandRun const& run) {
  auto const folder = std::string{run.arguments.text("DIR")};
  std::error_code error;
  fs::create_directories(folder, error);
  if (error or not fs::is_empty(folder, error))
    return authority::refuse(fmt::format("the folder {} cannot be made, or is not empty; name a new one", folder));
  auto& database = run.house.store.authority(run.town->key);
  auto store = stores.of(run.town->key, database);
  std::size_t count = 0, failed = 0;
  for (auto const& blob : all_of(database)) {
    auto opened = store.open(blob.hash);
    auto const written = opened ? write_plain(*std::move(opened), folder + "/" + blob.hash)
                                : blobs::Outcome<void>{failure(opened.error())};
    if (written) {
      ++count;
      continue;
    }
    ++failed;
    fmt::print(stderr, "{}: {}\n", blob.hash, sentence(written.error()));
  }
  fmt::print("{} documents are in {}, named by the SHA-256 of their bytes. They are not encrypted there.\n", count,
             folder);
  return failed == 0 ? authority::exit_fine : authority::exit_rejected;
}

blobs::Source source_of(std::ifstream& in, std::string& buffer) {
  return [&]() -> blobs::Outcome<std::string_view> {
    buffer.resize(1 << 20);
    in.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
    if (in.bad()) return failure(blobs::Problem::broken_off);
    return std::string_view{buffer}.substr(0, static_cast<std::size_t>(in.gcount()));
  };
}

/// Only files that are what their name says; what no row refers to goes again by itself after a day.
int bring_in(blobs::Stores& stores, authority::CommandRun const& run) {
  auto const folder = std::string{run.arguments.text("DIR")};
  auto store = stores.of(run.town->key, run.house.store.authority(run.town->key));
  std::size_t count = 0, failed = 0;
  std::error_code error;
  for (fs::directory_iterator one{folder, error}, end; not error and one != end; one.increment(error)) {
    auto const name = one->path().filename().string();
    std::ifstream in{one->path(), std::ios::binary};
    std::string buffer;
    constexpr std::uint64_t most = std::uint64_t{1} << 40;
    auto const blob =
        in ? store.put(source_of(in, buffer), most) : blobs::Outcome<blobs::Blob>{failure(blobs::Problem::denied)};
    if (blob and blob->hash == name) {
      ++count;
      continue;
    }
    ++failed;
    fmt::print(stderr, "{}: {}\n", name,
               blob ? std::string_view{"its bytes are not those its name says"} : sentence(blob.error()));
  }
  if (error) return authority::refuse(fmt::format("the folder {} cannot be read: {}", folder, error.message()));
  fmt::print("{} documents are there.\n", count);
  return failed == 0 ? authority::exit_fine : authority::exit_rejected;
}

}  // namespace

authority::Module blob_keeping(authority::House&, blobs::Stores& stores) {
  using authority::Job;
  return {.name = "blobs",
          .folder = "platform/blobs",
          .jobs = {{.name = "blobs.sweep",
                    .when = Job::When::daily,
                    .run = [&stores](TownVisit& visit) { return sweep(stores, visit); }}},
          .commands = {{.group = "export",
                        .name = "blobs",
                        .help = "Write all documents of an authority into a new folder, as they were sent",
                        .arguments = {{.name = "TOWN", .help = "the authority"},
                                      {.name = "DIR", .help = "a new folder", .required = true}},
                        .of_town = true,
                        .run = [&stores](authority::CommandRun const& run) { return take_out(stores, run); }},
                       {.group = "import",
                        .name = "blobs",
                        .help = "Read documents that export has written, into the store of an authority",
                        .arguments = {{.name = "TOWN", .help = "the authority"},
                                      {.name = "DIR", .help = "what export has written", .required = true}},
                        .of_town = true,
                        .run = [&stores](authority::CommandRun const& run) { return bring_in(stores, run); }}},
          .checks = {{.name = "blobs",
                      .help = "Read every document of an authority and compare it with its hash",
                      .run = [&stores](TownVisit& visit) { return verify(stores, visit); }}},
          .under_keys = {.renew = [](TownVisit& visit) { blobs::renew(visit.db, visit.keys(), visit.house.random); },
                         .needs =
                             [](TownVisit& visit, int number) {
                               std::int64_t needed = 0;
                               visit.db.read([&](db::Connection& c) { needed = blobs::needing(c, number); });
                               return needed;
                             }}};
}

}  // namespace kreislauf::app

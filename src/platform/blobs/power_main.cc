// What the tests that cut the power need (tests/blobs/power.mjs).
//   blobs_power put FOLDER [unsynced]   stores documents of 1 to 100 KB until it is killed, and writes the hash of each
//   to
//                                       standard output when it is acknowledged; `unsynced` is the control, which may
//                                       lose
//   blobs_power check FOLDER            reads hashes from standard input: how many are there, whole, and how many are
//   not
#include <fmt/format.h>

#include <cstdio>
#include <iostream>
#include <memory>
#include <string_view>

#include "platform/blobs/blobs.h"
#include "platform/db/embedded.h"

using namespace kreislauf;
using namespace kreislauf::blobs;

namespace {

struct Unsynced final : Disk {
  int sync(int) override { return 0; }
  int sync_folder(std::string const&) override { return 0; }
};

void put_for_ever(Store& store, db::Database& database, crypto::Random& random) {
  for (std::uint64_t number = 0;; ++number) {
    unsigned char chance = 0;
    random.fill(&chance, 1);
    std::string const bytes = random.hex(500 + 195u * chance);
    auto const blob = store.put(source_of(bytes), 1'000'000);
    if (not blob) return;
    bool held = false;
    database.write([&](db::Connection& c) { held = hold(c, blob->hash, fmt::format("file:{}", number)); });
    if (not held) return;
    fmt::print("{}\n", blob->hash);
    std::fflush(stdout);
  }
}

int check(Store& store) {
  std::size_t whole = 0, lost = 0;
  for (std::string hash; std::getline(std::cin, hash);) {
    auto opened = store.open(hash);
    auto const bytes = opened ? opened->read(0, 1'000'000) : Outcome<std::string>{failure(opened.error())};
    bytes and crypto::sha256_hex(*bytes) == hash ? ++whole : ++lost;
  }
  auto const verified = store.verify();
  fmt::print("{} {} {} {}\n", whole, lost, verified.findings.size(), verified.references_to_nothing);
  for (auto const& finding : verified.findings) fmt::print(stderr, "{}\n", finding);
  return 0;
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 3) return 2;
  std::string const folder = arguments[2];
  bool const unsynced = count > 3;
  SystemClock const clock;
  crypto::SystemRandom random;
  crypto::Keyring ring;
  ring.take({{1, std::string(32, 'a')}});
  AuthorityKey const key{"05554016"};
  auto const house = db::Store::open({.location = folder, .vfs = {}, .without_sync = unsynced});
  house->migrate_commons({}, clock);
  house->migrate_authorities({key}, db::embedded_migrations("src/platform/blobs", "authority_"), clock,
                             [](std::size_t) {});
  Unsynced without;
  auto& disk = unsynced ? without : Disk::system();
  auto& database = house->authority(key);
  Store store{folder_objects(folder + "/blobs", disk),
              {.db = database, .keys = {ring, key.value()}, .clock = clock, .random = random, .disk = disk}};
  if (std::string_view{arguments[1]} == "check") return check(store);
  put_for_ever(store, database, random);
  return 1;
}

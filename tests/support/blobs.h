#pragma once

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <iterator>

#include "base/errors.h"
#include "platform/blobs/blobs.h"
#include "platform/db/embedded.h"
#include "tests/support/store.h"

namespace kreislauf::test {

/// A disk whose call number `fail_at` fails. Closing and removing always work, as cleaning up must.
class FailingDisk final : public blobs::Disk {
 public:
  int fail_at = 0, calls = 0, error = ENOSPC;

  int create(std::string const& path) override { return fails() ? -1 : Disk::create(path); }
  long write(int file, std::string_view bytes) override {
    // Half of it first: that is how a disk becomes full.
    if (not fails())
      return Disk::write(file, bytes.substr(0, bytes.size() > 100'000 ? bytes.size() / 2 : bytes.size()));
    return -1;
  }
  int overwrite(int file, std::string_view bytes, std::uint64_t at) override {
    if (not fails()) return Disk::overwrite(file, bytes, at);
    Disk::overwrite(file, bytes.substr(0, bytes.size() / 2), at);
    errno = error;
    return -1;
  }
  int sync(int file) override { return fails() ? -1 : Disk::sync(file); }
  int rename(std::string const& from, std::string const& to) override { return fails() ? -1 : Disk::rename(from, to); }
  int make_folder(std::string const& path) override { return fails() ? -1 : Disk::make_folder(path); }
  int sync_folder(std::string const& path) override { return fails() ? -1 : Disk::sync_folder(path); }

 private:
  bool fails() {
    if (++calls != fail_at) return false;
    errno = error;
    return true;
  }
};

/// The documents of one authority in a folder of their own.
struct Shelf {
  explicit Shelf(std::string authority = "05554016") : key{authority}, keys{ring, authority} {
    ring.take({{1, std::string(32, 'a')}});
  }

  AuthorityKey const key;
  TestPlace place{"blobs " + key.value(),
                  with_tables({key}, db::embedded_migrations("src/platform/blobs", "authority_"))};
  TemporaryFolder folder;
  FixedClock clock{std::chrono::time_point_cast<Instant::duration>(SystemClock{}.now())};
  crypto::SystemRandom random;
  crypto::Keyring ring;
  crypto::Keys keys;
  FailingDisk disk;
  std::unique_ptr<db::Store> house = db::Store::open({.location = place.location(), .vfs = {}});
  blobs::Store store{blobs::folder_objects(folder.path() + "/blobs", disk),
                     {.db = house->authority(key), .keys = keys, .clock = clock, .random = random, .disk = disk}};

  db::Database& database() { return house->authority(key); }
  void write(std::function<void(db::Connection&)> const& work) { database().write(work); }

  std::string path_of(std::string const& object) const {
    return folder.path() + "/blobs/" + object.substr(0, 2) + "/" + object;
  }
  std::string bytes_of(std::string const& object) const {
    std::ifstream in{path_of(object), std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
  }
  void overwrite(std::string const& object, std::string const& bytes) const {
    std::ofstream{path_of(object), std::ios::binary | std::ios::trunc} << bytes;
  }
  std::vector<std::string> objects() {
    std::vector<std::string> names;
    static_cast<void>(store.objects().list([&](blobs::Listed const& one) { names.push_back(one.name); }));
    std::sort(names.begin(), names.end());
    return names;
  }
  std::size_t drafts() const {
    namespace fs = std::filesystem;
    auto const workshop = store_workshop();
    if (not fs::exists(workshop)) return 0;
    return static_cast<std::size_t>(std::count_if(fs::directory_iterator{workshop}, fs::directory_iterator{},
                                                  [](auto const& entry) { return entry.is_regular_file(); }));
  }
  /// All files are as if nobody had touched them for two days.
  void age_files() const {
    for (auto const& entry : std::filesystem::recursive_directory_iterator{folder.path()})
      std::filesystem::last_write_time(entry.path(), entry.last_write_time() - std::chrono::hours{48});
  }

 private:
  std::string store_workshop() const { return folder.path() + "/blobs/new"; }
};

}  // namespace kreislauf::test

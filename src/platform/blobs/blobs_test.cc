#include <doctest/doctest.h>
#include <fmt/format.h>
#include <sys/resource.h>

#include <csignal>
#include <filesystem>
#include <fstream>

#include "platform/blobs/blobs.h"
#include "platform/blobs/upload.h"
#include "tests/support/blobs.h"

using namespace kreislauf;
using namespace kreislauf::blobs;
using test::Shelf;

namespace {

/// Bytes that repeat nowhere.
std::string noise(std::size_t count, std::uint64_t seed = 1) {
  std::string bytes(count, '\0');
  crypto::SeededRandom{seed}.fill(reinterpret_cast<unsigned char*>(bytes.data()), count);
  return bytes;
}

std::string all_of(Outcome<Opened> opened) {
  REQUIRE(opened);
  return opened->read(0, static_cast<std::size_t>(opened->size()) + 10).value();
}

}  // namespace

TEST_CASE("a document comes back byte for byte, whole and in any range, and is known by its SHA-256") {
  Shelf shelf;
  for (auto const count : {0u, 1u, 65'535u, 65'536u, 65'537u, 131'072u, 300'000u}) {
    CAPTURE(count);
    auto const bytes = noise(count);
    auto const blob = shelf.store.put(source_of(bytes), 1'000'000).value();
    CHECK(blob.hash == crypto::sha256_hex(bytes));
    CHECK(blob.size == count);
    CHECK(shelf.store.size(blob.hash) == count);
    CHECK(all_of(shelf.store.open(blob.hash)) == bytes);
    auto opened = shelf.store.open(blob.hash).value();
    for (auto const at : {0u, 1u, 65'535u, 65'536u, 70'000u, 299'999u, 300'000u, 400'000u}) {
      for (auto const length : {0u, 1u, 65'536u, 140'000u}) {
        CAPTURE(at);
        CAPTURE(length);
        auto const expected = at < count ? bytes.substr(at, length) : std::string{};
        CHECK(opened.read(at, length).value() == expected);
      }
    }
  }
}

TEST_CASE("nothing of a document can be read in its object, and nothing says which one it is") {
  Shelf shelf;
  std::string const text = "Erika Mustermann, Schwerbehindertenausweis";
  auto const blob = shelf.store.put(source_of(text), 1'000).value();
  auto const bytes = shelf.bytes_of(blob.object);
  CHECK(bytes.find("Erika") == std::string::npos);
  CHECK(bytes.find(blob.hash) == std::string::npos);
  CHECK(bytes.find(std::string{crypto::bytes_of(*crypto::hash_of(blob.hash))}) == std::string::npos);
}

TEST_CASE("the same document is stored once") {
  Shelf shelf;
  auto const first = shelf.store.put(source_of("Meldebescheinigung"), 100).value();
  auto const second = shelf.store.put(source_of("Meldebescheinigung"), 100).value();
  CHECK(first.object == second.object);
  CHECK(shelf.objects().size() == 1);
  CHECK(shelf.drafts() == 0);
}

TEST_CASE("what is longer than allowed, or breaks off, leaves nothing") {
  Shelf shelf;
  CHECK(shelf.store.put(source_of("12345"), 4).error() == Problem::too_large);
  int calls = 0;
  auto const breaks = [&]() -> Outcome<std::string_view> {
    if (++calls == 1) return std::string_view{"half"};
    return failure(Problem::broken_off);
  };
  CHECK(shelf.store.put(breaks, 100).error() == Problem::broken_off);
  CHECK(shelf.store.put(source_of("1234"), 4));
  CHECK(shelf.objects().size() == 1);
  CHECK(shelf.drafts() == 0);
}

TEST_CASE("every changed bit of an object is noticed, and nothing of it is given out") {
  Shelf shelf;
  auto const bytes = noise(70'000);
  auto const blob = shelf.store.put(source_of(bytes), 100'000).value();
  auto const whole = shelf.bytes_of(blob.object);
  std::size_t tried = 0;
  for (std::size_t bit = 0; bit < 8 * whole.size(); bit += bit < 8 * header_bytes ? 1 : 5'003) {
    auto changed = whole;
    changed[bit / 8] = static_cast<char>(changed[bit / 8] ^ 1 << bit % 8);
    shelf.overwrite(blob.object, changed);
    auto opened = shelf.store.open(blob.hash);
    if (opened) {
      auto const read = opened->read(0, 100'000);
      CAPTURE(bit);
      CHECK(read.error() == Problem::damaged);
    }
    ++tried;
  }
  CHECK(tried > 900);
  for (auto const length : {0ul, 50ul, header_bytes, header_bytes + 16, whole.size() - 1, whole.size() - 4'480}) {
    shelf.overwrite(blob.object, whole.substr(0, length));
    CHECK_FALSE(shelf.store.open(blob.hash));
  }
  CHECK(shelf.store.verify().findings.size() == 1);
  shelf.overwrite(blob.object, whole);
  CHECK(shelf.store.verify().findings.empty());
}

TEST_CASE("an object in the place of another one is noticed") {
  Shelf shelf;
  auto const mine = shelf.store.put(source_of("Bescheid A"), 100).value();
  auto const other = shelf.store.put(source_of("Bescheid B"), 100).value();
  shelf.overwrite(mine.object, shelf.bytes_of(other.object));
  CHECK(shelf.store.open(mine.hash).error() == Problem::damaged);
  CHECK(shelf.store.verify().findings.size() == 1);
}

TEST_CASE("an object that was lost is found by verify, and healed by who sends the document again") {
  Shelf shelf;
  auto const blob = shelf.store.put(source_of("Geburtsurkunde"), 100).value();
  std::filesystem::remove(shelf.path_of(blob.object));
  CHECK(shelf.store.open(blob.hash).error() == Problem::missing);
  CHECK(shelf.store.verify().findings.size() == 1);
  auto const again = shelf.store.put(source_of("Geburtsurkunde"), 100).value();
  CHECK(again.hash == blob.hash);
  CHECK(all_of(shelf.store.open(blob.hash)) == "Geburtsurkunde");
  CHECK(shelf.store.verify().findings.empty());
}

TEST_CASE("one authority sees nothing of another one, even of the same bytes") {
  Shelf gescher{"05554016"}, ahaus{"05554004"};
  auto const blob = gescher.store.put(source_of("Lohnsteuerbescheinigung"), 100).value();
  CHECK_FALSE(ahaus.store.exists(blob.hash));
  CHECK(ahaus.store.open(blob.hash).error() == Problem::missing);
  // Somebody copies object and row by hand: the secret of the other one does not open it.
  std::filesystem::create_directories(std::filesystem::path{ahaus.path_of(blob.object)}.parent_path());
  std::filesystem::copy_file(gescher.path_of(blob.object), ahaus.path_of(blob.object));
  ahaus.write([&](db::Connection& c) {
    newest_secret(c, ahaus.keys, ahaus.random, ahaus.clock.now());
    add(c, blob, ahaus.clock.now());
  });
  CHECK(ahaus.store.open(blob.hash).error() == Problem::damaged);
}

TEST_CASE("a document lives as long as somebody holds it; its object goes a day later") {
  Shelf shelf;
  auto const blob = shelf.store.put(source_of("Foto"), 100).value();
  shelf.write([&](db::Connection& c) {
    CHECK(hold(c, blob.hash, "application:7/attachment:1"));
    CHECK(hold(c, blob.hash, "application:7/attachment:1"));
    CHECK(hold(c, blob.hash, "file:9"));
  });
  shelf.clock.advance(std::chrono::hours{1000});
  shelf.age_files();
  shelf.store.sweep();
  CHECK(shelf.store.exists(blob.hash));
  shelf.write([&](db::Connection& c) { release_all(c, "application:7", shelf.clock.now()); });
  CHECK(shelf.store.exists(blob.hash));
  shelf.write([&](db::Connection& c) { release(c, blob.hash, "file:9", shelf.clock.now()); });
  CHECK_FALSE(shelf.store.exists(blob.hash));
  shelf.clock.advance(std::chrono::hours{23});
  shelf.store.sweep();
  CHECK(shelf.objects().size() == 1);
  shelf.clock.advance(std::chrono::hours{2});
  CHECK(shelf.store.sweep().erased == 1);
  CHECK(shelf.objects().empty());
  CHECK(shelf.store.sweep().erased == 0);
}

TEST_CASE("a document that nobody held goes a day after it was last put") {
  Shelf shelf;
  auto const blob = shelf.store.put(source_of("vergessen"), 100).value();
  shelf.clock.advance(std::chrono::hours{20});
  CHECK(shelf.store.put(source_of("vergessen"), 100));
  shelf.clock.advance(std::chrono::hours{20});
  CHECK(shelf.store.sweep().given_up == 0);
  shelf.clock.advance(std::chrono::hours{5});
  CHECK(shelf.store.sweep().given_up == 1);
  shelf.write([&](db::Connection& c) { CHECK_FALSE(hold(c, blob.hash, "file:9")); });
  // The same document comes again while its old object waits to be erased: it gets a new one.
  auto const again = shelf.store.put(source_of("vergessen"), 100).value();
  CHECK(again.object != blob.object);
  shelf.write([&](db::Connection& c) { CHECK(hold(c, blob.hash, "file:9")); });
  shelf.clock.advance(std::chrono::hours{25});
  shelf.age_files();
  shelf.store.sweep();
  CHECK(shelf.objects() == std::vector<std::string>{again.object});
  CHECK(all_of(shelf.store.open(blob.hash)) == "vergessen");
}

TEST_CASE("what a crash leaves between object and database is swept after a day, and not before") {
  Shelf shelf;
  auto const blob = shelf.store.put(source_of("Antrag"), 100).value();
  shelf.write([&](db::Connection& c) { CHECK(hold(c, blob.hash, "file:1")); });
  auto const orphan = std::string(32, 'b');
  std::filesystem::create_directories(std::filesystem::path{shelf.path_of(orphan)}.parent_path());
  std::filesystem::copy_file(shelf.path_of(blob.object), shelf.path_of(orphan));
  std::ofstream{shelf.store.objects().workshop() + "/" + std::string(32, 'c')} << "half";
  CHECK(shelf.store.sweep().erased == 0);
  CHECK(shelf.drafts() == 1);
  shelf.age_files();
  auto const swept = shelf.store.sweep();
  CHECK(swept.erased == 1);
  CHECK(swept.unfinished == 1);
  CHECK(shelf.objects() == std::vector<std::string>{blob.object});
  CHECK(shelf.drafts() == 0);
}

TEST_CASE("whatever call to the disk fails: no half document, no reference to nothing, and the next try succeeds") {
  auto const bytes = noise(200'000);
  for (auto const error : {ENOSPC, EIO, EACCES}) {
    for (int n = 1;; ++n) {
      CAPTURE(n);
      Shelf shelf;
      shelf.disk.fail_at = n;
      shelf.disk.error = error;
      auto const put = shelf.store.put(source_of(bytes), 1'000'000);
      shelf.disk.fail_at = 0;
      if (put and shelf.disk.calls < n) {
        CHECK(n > 8);
        break;
      }
      CHECK_FALSE(put);
      CHECK(put.error() == problem_of(error));
      CHECK_FALSE(shelf.store.exists(crypto::sha256_hex(bytes)));
      CHECK(shelf.drafts() == 0);
      auto const again = shelf.store.put(source_of(bytes), 1'000'000);
      CHECK(again);
      CHECK(all_of(shelf.store.open(again->hash)) == bytes);
      CHECK(shelf.store.verify().findings.empty());
    }
  }
}

TEST_CASE("new master keys seal the secret anew and leave the documents as they are") {
  Shelf shelf;
  auto const blob = shelf.store.put(source_of("Ausweiskopie"), 100).value();
  auto const before = shelf.bytes_of(blob.object);
  shelf.ring.take({{1, std::string(32, 'a')}, {2, std::string(32, 'b')}});
  shelf.write([&](db::Connection& c) { CHECK(needing(c, 1) == 1); });
  renew(shelf.database(), shelf.keys, shelf.random);
  shelf.write([&](db::Connection& c) {
    CHECK(needing(c, 1) == 0);
    CHECK(needing(c, 2) == 1);
  });
  shelf.ring.take({{2, std::string(32, 'b')}});
  CHECK(all_of(shelf.store.open(blob.hash)) == "Ausweiskopie");
  CHECK(shelf.bytes_of(blob.object) == before);
}

TEST_CASE("with a lost master key new documents go on, and old ones open again when the key is found") {
  Shelf shelf;
  auto const old = shelf.store.put(source_of("alt"), 100).value();
  shelf.ring.take({{2, std::string(32, 'b')}});
  renew(shelf.database(), shelf.keys, shelf.random);
  CHECK(shelf.store.open(old.hash).error() == Problem::unreadable);
  auto const fresh = shelf.store.put(source_of("neu"), 100).value();
  CHECK(all_of(shelf.store.open(fresh.hash)) == "neu");
  shelf.ring.take({{1, std::string(32, 'a')}, {2, std::string(32, 'b')}});
  CHECK(all_of(shelf.store.open(old.hash)) == "alt");
  CHECK(all_of(shelf.store.open(fresh.hash)) == "neu");
}

TEST_CASE("an upload goes on where it was, after a restart and after half a record") {
  Shelf shelf;
  auto const bytes = noise(2'500'000);
  std::string id;
  {
    Uploads uploads{shelf.store};
    id = uploads.begin().value();
    CHECK(uploads.offset(id) == 0);
    CHECK(uploads.append(id, 0, std::string_view{bytes}.substr(0, 1'200'000), 3'000'000) == 1'200'000);
    CHECK(uploads.append(id, 7, "x", 3'000'000).error() == Problem::wrong_offset);
    CHECK(uploads.append(id, 1'200'000, bytes, 3'000'000).error() == Problem::too_large);
  }
  Uploads uploads{shelf.store};
  CHECK(uploads.offset(id) == 1'200'000);
  auto const path = shelf.store.objects().workshop() + "/uploads/" + id;
  auto const safe = std::filesystem::file_size(path);
  CHECK(uploads.append(id, 1'200'000, std::string_view{bytes}.substr(1'200'000, 100'000), 3'000'000) == 1'300'000);
  // Killed while writing: any number of bytes of the last record may be there.
  for (auto const left : {1u, 3u, 4u, 50u, 99'999u}) {
    std::filesystem::resize_file(path, safe + left);
    CHECK(uploads.offset(id) == 1'200'000);
    CHECK(uploads.append(id, 1'200'000, std::string_view{bytes}.substr(1'200'000, 100'000), 3'000'000) == 1'300'000);
  }
  CHECK(uploads.append(id, 1'300'000, std::string_view{bytes}.substr(1'300'000), 3'000'000) == 2'500'000);
  CHECK(uploads.contents(id) == bytes);
  CHECK(uploads.drop(id));
  CHECK(uploads.offset(id).error() == Problem::missing);
}

TEST_CASE("an upload holds nothing that can be read, expires after a day, and knows no paths") {
  Shelf shelf;
  Uploads uploads{shelf.store};
  auto const id = uploads.begin().value();
  CHECK(uploads.append(id, 0, "Erika Mustermann", 100) == 16);
  auto const path = shelf.store.objects().workshop() + "/uploads/" + id;
  std::ifstream in{path, std::ios::binary};
  std::string const text{std::istreambuf_iterator<char>{in}, {}};
  CHECK(text.find("Erika") == std::string::npos);
  for (auto const* other : {"../x", "", "../../../../etc/passwd", "0123456789abcdef0123456789abcdeg"})
    CHECK(uploads.offset(other).error() == Problem::missing);
  shelf.store.sweep();
  CHECK(uploads.offset(id) == 16);
  shelf.age_files();
  CHECK(shelf.store.sweep().unfinished == 1);
  CHECK(uploads.offset(id).error() == Problem::missing);
}

TEST_CASE("a full disk loses nothing of an upload that was acknowledged") {
  Shelf shelf;
  Uploads uploads{shelf.store};
  auto const id = uploads.begin().value();
  CHECK(uploads.append(id, 0, "eins", 100) == 4);
  for (int n = 1; n <= 2; ++n) {
    shelf.disk.calls = 0;
    shelf.disk.fail_at = n;
    CHECK(uploads.append(id, 4, "zwei", 100).error() == Problem::disk_full);
    shelf.disk.fail_at = 0;
    CHECK(uploads.offset(id) == 4);
  }
  CHECK(uploads.append(id, 4, "zwei", 100) == 8);
  CHECK(uploads.contents(id) == "einszwei");
}

TEST_CASE("a disk that fills up in the middle of a piece is full, and the piece counts as not sent") {
  Shelf shelf;
  Uploads uploads{shelf.store};
  auto const bytes = noise(300'000);
  auto const id = uploads.begin().value();
  CHECK(uploads.append(id, 0, std::string_view{bytes}.substr(0, 100'000), 300'000) == 100'000);
  // The largest file that this process may write: the kernel takes what fits, as a disk does.
  ::rlimit before{};
  REQUIRE(::getrlimit(RLIMIT_FSIZE, &before) == 0);
  auto* const handler = std::signal(SIGXFSZ, SIG_IGN);
  ::rlimit const tight{150'000, before.rlim_max};
  REQUIRE(::setrlimit(RLIMIT_FSIZE, &tight) == 0);
  auto const failed = uploads.append(id, 100'000, std::string_view{bytes}.substr(100'000), 300'000);
  REQUIRE(::setrlimit(RLIMIT_FSIZE, &before) == 0);
  CHECK(failed.error() == Problem::disk_full);
  CHECK(uploads.offset(id) == 100'000);
  CHECK(uploads.append(id, 100'000, std::string_view{bytes}.substr(100'000), 300'000) == 300'000);
  CHECK(uploads.contents(id) == bytes);
  std::signal(SIGXFSZ, handler);
}

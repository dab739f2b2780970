#include "platform/db/db.h"
#include "platform/jobs/workers.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <filesystem>
#include <fstream>
#include <map>
#include <mutex>
#include <thread>

#include "base/errors.h"
#include "platform/db/migrate.h"
#include "platform/db/postgres.h"
#include "platform/db/sqlite.h"
#include "platform/db/statements.h"
#include "tests/support/store.h"

using namespace kreislauf;

namespace {

std::vector<db::Migration> const migrations{
    {"test/0001_notes", "CREATE TABLE notes (id BIGINT PRIMARY KEY, text TEXT NOT NULL, amount DOUBLE PRECISION)"}};
AuthorityKey const gescher{"05554016"}, ahaus{"05554004"}, heek{"05554024"};

struct Fixture {
  test::TestPlace place;
  FixedClock clock{parse_iso_utc("2026-11-23T08:00:00Z")};
  std::unique_ptr<db::Store> store = db::Store::open({.location = place.location(), .vfs = {}});
  Fixture() {
    store->migrate_commons(migrations, clock);
    store->migrate_authorities({gescher, ahaus, heek}, migrations, clock, [](std::size_t) {});
  }
  std::int64_t count(db::Database& database) {
    std::int64_t found = 0;
    database.read([&](db::Connection& c) { found = c.number("SELECT COUNT(*) FROM notes"); });
    return found;
  }
};

}  // namespace

TEST_CASE_FIXTURE(Fixture, "values come back as they went in, on both engines") {
  auto& db = store->authority(gescher);
  db.write([](db::Connection& c) {
    c.exec("INSERT INTO notes (id, text, amount) VALUES (?, ?, ?)", 7, "Grüße, '?' & \"Zitat\"", 2.5);
  });
  db.write([](db::Connection& c) { c.exec("INSERT INTO notes (id, text, amount) VALUES (?, ?, ?)", 8, "", nullptr); });
  db.write([](db::Connection& c) { c.exec("INSERT INTO notes (id, text) VALUES (?, ?)", 10, std::string_view{}); });
  db.read([](db::Connection& c) {
    c.each(
        "SELECT id, text, amount FROM notes WHERE id = ?",
        [](db::Row const& row) {
          CHECK(row.integer(0) == 7);
          CHECK(row.text(1) == "Grüße, '?' & \"Zitat\"");
          CHECK(row.real(2) == 2.5);
        },
        7);
    c.each(
        "SELECT text, amount FROM notes WHERE id = ?",
        [](db::Row const& row) {
          CHECK(row.text(0) == "");
          CHECK_FALSE(row.is_null(0));
          CHECK(row.is_null(1));
        },
        8);
    CHECK_FALSE(c.text("SELECT text FROM notes WHERE id = ?", 9));
    CHECK(c.text("SELECT text FROM notes WHERE id = ?", 10) == "");
  });
}

TEST_CASE_FIXTURE(Fixture, "an authority sees nothing of another, even by the same key") {
  store->authority(gescher).write(
      [](db::Connection& c) { c.exec("INSERT INTO notes (id, text) VALUES (1, 'Gescher')"); });
  store->authority(ahaus).write([](db::Connection& c) { c.exec("INSERT INTO notes (id, text) VALUES (1, 'Ahaus')"); });
  store->authority(gescher).read(
      [](db::Connection& c) { CHECK(c.text("SELECT text FROM notes WHERE id = 1") == "Gescher"); });
  store->authority(ahaus).read(
      [](db::Connection& c) { CHECK(c.text("SELECT text FROM notes WHERE id = 1") == "Ahaus"); });
  CHECK(count(store->commons()) == 0);
}

TEST_CASE_FIXTURE(Fixture, "on PostgreSQL the role of one authority may not read another's schema even by name") {
  if (not place.is_postgres()) return;
  auto& db = store->authority(gescher);
  CHECK_THROWS_AS(db.read([](db::Connection& c) { c.number("SELECT COUNT(*) FROM authority_05554004.notes"); }),
                  StoreDenied);
}

TEST_CASE_FIXTURE(Fixture, "a write that throws is undone alone; its neighbours in the group stay") {
  auto& db = store->authority(gescher);
  std::atomic<int> failed = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 40; ++i) {
    threads.emplace_back([&, i] {
      try {
        db.write([i](db::Connection& c) {
          c.exec("INSERT INTO notes (id, text) VALUES (?, 'x')", i);
          if (i % 4 == 0) throw Conflict{"taken"};
        });
      } catch (Conflict const&) {
        ++failed;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  CHECK(failed == 10);
  CHECK(count(db) == 30);
}

TEST_CASE_FIXTURE(Fixture, "a statement the engine refuses comes back to its caller only") {
  auto& db = store->authority(gescher);
  db.write([](db::Connection& c) { c.exec("INSERT INTO notes (id, text) VALUES (1, 'a')"); });
  CHECK_THROWS_AS(db.write([](db::Connection& c) { c.exec("INSERT INTO notes (id, text) VALUES (1, 'b')"); }),
                  StoreError);
  db.write([](db::Connection& c) { c.exec("INSERT INTO notes (id, text) VALUES (2, 'c')"); });
  CHECK(count(db) == 2);
}

TEST_CASE_FIXTURE(Fixture, "what others have written is told apart from what was written here") {
  auto& db = store->authority(gescher);
  auto const before = db.foreign_version();
  db.write([](db::Connection&) {});
  CHECK(db.foreign_version() == before);
  CHECK_THROWS(db.write([](db::Connection&) { throw std::runtime_error{"no"}; }));
  CHECK(db.foreign_version() <= before);
  auto const other = db::Store::open({.location = place.location(), .vfs = {}});
  other->authority(gescher).write([](db::Connection&) {});
  CHECK(db.foreign_version() > before);
}

TEST_CASE_FIXTURE(Fixture, "every commit raises the version, reading does not") {
  auto& db = store->authority(gescher);
  auto const before = db.version();
  CHECK(count(db) == 0);
  CHECK(db.version() == before);
  db.write([](db::Connection& c) { c.exec("INSERT INTO notes (id, text) VALUES (1, 'a')"); });
  CHECK(db.version() > before);
}

TEST_CASE_FIXTURE(Fixture, "what is asked beforehand is answered in order, after what was put off") {
  auto& db = store->authority(gescher);
  std::string seen;
  db.write([&](db::Connection& c) {
    auto const sink = [&](db::Row const& row) { seen += row.text(0); };
    c.later("INSERT INTO notes (id, text) VALUES (1, 'a'), (2, 'b')");
    c.ask("SELECT text FROM notes WHERE id = ?", sink, 2);
    c.ask("SELECT text FROM notes WHERE id = ?", sink, 1);
    CHECK(c.number("SELECT COUNT(*) FROM notes") == 2);
    CHECK(seen == "ba");
    c.ask("SELECT text FROM notes WHERE id = ?", sink, 2);
  });
  CHECK(seen == "bab");
}

TEST_CASE_FIXTURE(Fixture, "what was put off and is refused undoes the work that asked for it, and no other") {
  auto& db = store->authority(gescher);
  db.write([](db::Connection& c) { c.exec("INSERT INTO notes (id, text) VALUES (1000, 'there')"); });
  std::atomic<int> refused = 0, wrong = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 60; ++i) {
    threads.emplace_back([&, i] {
      try {
        db.write([i](db::Connection& c) {
          if (i % 3 == 0) c.number("SELECT COUNT(*) FROM notes");
          c.later("INSERT INTO notes (id, text) VALUES (?, 'x')", i);
          c.later("INSERT INTO notes (id, text) VALUES (?, 'y')", i % 4 == 0 ? 1000 : i + 100);
          if (i % 5 == 0) c.later("INSERT INTO notes (id, text) VALUES (?, 'z')", i + 200);
          if (i % 6 == 1) throw Conflict{"taken"};
        });
        if (i % 4 == 0 or i % 6 == 1) ++wrong;
      } catch (StoreError const&) {
        i % 4 == 0 ? ++refused : ++wrong;
      } catch (Conflict const&) {
        i % 6 == 1 ? ++refused : ++wrong;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  CHECK(wrong == 0);
  CHECK(refused == 15 + 10);
  db.read([&](db::Connection& c) {
    CHECK(c.number("SELECT COUNT(*) FROM notes WHERE text = 'x'") == 35);
    CHECK(c.number("SELECT COUNT(*) FROM notes WHERE text = 'y'") == 35);
    CHECK(c.number("SELECT COUNT(*) FROM notes WHERE text = 'z'") == 7);
  });
}

TEST_CASE_FIXTURE(Fixture, "questions are answered before the work begins, also where many wait") {
  auto& db = store->authority(gescher);
  db.write([](db::Connection& c) { c.exec("INSERT INTO notes (id, text) VALUES (1000, 'there')"); });
  std::atomic<int> right = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 40; ++i) {
    threads.emplace_back([&, i] {
      std::string seen;
      auto const ask = [&](db::Connection& c) {
        c.ask(
            "SELECT text FROM notes WHERE id = ?", [&](db::Row const& row) { seen = row.text(0); },
            i % 2 == 0 ? 1000 : 1);
      };
      db.write_after(ask, [&](db::Connection& c) {
        right += seen == (i % 2 == 0 ? "there" : "") ? 1 : 0;
        c.later("INSERT INTO notes (id, text) VALUES (?, ?)", i + 2, seen);
      });
    });
  }
  for (auto& thread : threads) thread.join();
  CHECK(right == 40);
  CHECK(count(db) == 41);
}

TEST_CASE_FIXTURE(Fixture, "numbers follow each other, also after a work that was undone") {
  auto& db = store->authority(gescher);
  constexpr auto last = "SELECT COALESCE(MAX(id), 0) FROM notes";
  std::vector<std::thread> threads;
  for (int i = 0; i < 40; ++i) {
    threads.emplace_back([&, i] {
      try {
        db.write([&](db::Connection& c) {
          c.foresee(last);
          c.later("INSERT INTO notes (id, text) VALUES (?, 'a')", c.next(last));
          c.later("INSERT INTO notes (id, text) VALUES (?, 'b')", c.next(last));
          if (i % 4 == 0) throw Conflict{"no"};
        });
      } catch (Conflict const&) {
      }
    });
  }
  for (auto& thread : threads) thread.join();
  db.read([&](db::Connection& c) {
    CHECK(c.number("SELECT COUNT(*) FROM notes") == 60);
    CHECK(c.number(last) == 60);
  });
}

TEST_CASE_FIXTURE(Fixture, "an answer that throws undoes the work, although more was sent with the question") {
  auto& db = store->authority(gescher);
  db.write([](db::Connection& c) { c.exec("INSERT INTO notes (id, text) VALUES (1, 'a')"); });
  auto const refuse = [](db::Row const&) { throw Conflict{"was there"}; };
  CHECK_THROWS_AS(db.write([&](db::Connection& c) {
    c.ask("SELECT id FROM notes WHERE id = 1", refuse);
    c.later("INSERT INTO notes (id, text) VALUES (2, 'b')");
    c.number("SELECT COUNT(*) FROM notes");
  }),
                  Conflict);
  CHECK_THROWS_AS(db.write([&](db::Connection& c) {
    c.later("INSERT INTO notes (id, text) VALUES (3, 'c')");
    c.ask("SELECT id FROM notes WHERE id = 1", refuse);
  }),
                  Conflict);
  CHECK(count(db) == 1);
}

TEST_CASE("SQLite gets its own kind of keys") {
  CHECK(db::for_sqlite("CREATE TABLE a (id BIGINT PRIMARY KEY, n BIGINT NOT NULL);\nCREATE TABLE b (x BIGINT, y "
                       "BIGINT, PRIMARY KEY (x, y)) /* key only */;") ==
        "CREATE TABLE a (id INTEGER PRIMARY KEY, n BIGINT NOT NULL);\nCREATE TABLE b (x BIGINT, y BIGINT, PRIMARY KEY "
        "(x, y)) WITHOUT ROWID;");
}

TEST_CASE_FIXTURE(Fixture, "migrations run once, new ones come on top, a broken one changes nothing") {
  auto more = migrations;
  more.push_back({"test/0002_more", "ALTER TABLE notes ADD COLUMN extra TEXT"});
  CHECK(store->migrate_authorities({gescher, ahaus}, more, clock, [](std::size_t) {}).changed == 2);
  CHECK(store->migrate_authorities({gescher, ahaus}, more, clock, [](std::size_t) {}).changed == 0);
  more.push_back({"test/0003_broken", "CREATE TABLE fine (id BIGINT); CREATE NONSENSE"});
  auto const report = store->migrate_authorities({gescher}, more, clock, [](std::size_t) {});
  CHECK(report.failed.size() == 1);
  CHECK(report.failed[0].starts_with("05554016: "));
  store->authority(gescher).write(
      [](db::Connection& c) { c.exec("INSERT INTO notes (id, text, extra) VALUES (1, 'a', 'b')"); });
  CHECK(count(store->authority(gescher)) == 1);
}

TEST_CASE("authorities are brought up to date some at once; what failed beside others is tried again alone") {
  std::vector<AuthorityKey> keys;
  for (int i = 0; i < 40; ++i) keys.push_back(AuthorityKey{std::to_string(10'000'000 + i)});
  std::mutex mutex;
  std::map<AuthorityKey, int> tries;
  int now = 0, most = 0;
  std::vector<std::size_t> told;
  auto const one = [&](AuthorityKey const& key) {
    {
      std::lock_guard const lock{mutex};
      most = std::max(most, ++now);
    }
    std::this_thread::sleep_for(std::chrono::milliseconds{2});
    std::lock_guard const lock{mutex};
    --now;
    auto const count = ++tries[key];
    if (key == keys[7] and count == 1) throw StoreError{"a lock of somebody else"};
    if (key == keys[9]) throw StoreError{"no table"};
    return key != keys[3];
  };
  auto const report = db::migrate_side_by_side(keys, 3, one, [&](std::size_t done) { told.push_back(done); });
  CHECK(report.databases == 40);
  CHECK(report.changed == 38);
  CHECK(report.failed == std::vector<std::string>{"10000009: no table"});
  CHECK(told.size() == 40);
  CHECK(told.back() == 40);
  CHECK(std::is_sorted(told.begin(), told.end()));
  CHECK(most > 1);
  CHECK(most <= 3);
  CHECK(tries[keys[7]] == 2);
  CHECK(tries[keys[8]] == 1);
}

TEST_CASE("a store of a newer program ends the work on all authorities") {
  std::vector<AuthorityKey> keys;
  for (int i = 0; i < 40; ++i) keys.push_back(AuthorityKey{std::to_string(10'000'000 + i)});
  std::atomic<int> tried = 0;
  auto const one = [&](AuthorityKey const& key) -> bool {
    ++tried;
    if (key == keys[5]) throw StoreNewer{"of a newer version"};
    std::this_thread::sleep_for(std::chrono::milliseconds{2});
    return true;
  };
  CHECK_THROWS_AS(db::migrate_side_by_side(keys, 3, one, [](std::size_t) {}), StoreNewer);
  CHECK(tried < 20);
}

TEST_CASE_FIXTURE(Fixture, "what was acknowledged is there after the store is opened anew") {
  store->authority(gescher).write(
      [](db::Connection& c) { c.exec("INSERT INTO notes (id, text) VALUES (1, 'bleibt')"); });
  store.reset();
  store = db::Store::open({.location = place.location(), .vfs = {}});
  CHECK(count(store->authority(gescher)) == 1);
}

TEST_CASE_FIXTURE(Fixture, "two programs that read and then write lose nothing of each other") {
  constexpr int rounds = 60;
  store->authority(gescher).write(
      [](db::Connection& c) { c.exec("INSERT INTO notes (id, text, amount) VALUES (1, 'x', 0)"); });
  auto const other = db::Store::open({.location = place.location(), .vfs = {}});
  std::atomic<int> failed = 0;
  {
    jobs::Workers workers{2, 8};
    for (auto* one : {store.get(), other.get()}) {
      workers.offer([one, &failed] {
        for (int i = 0; i < rounds; ++i) {
          try {
            one->authority(gescher).write([](db::Connection& c) {
              auto const amount = c.number("SELECT CAST(amount AS BIGINT) FROM notes WHERE id = 1");
              c.exec("UPDATE notes SET amount = ? WHERE id = 1", static_cast<double>(amount + 1));
            });
          } catch (StoreError const&) {
            ++failed;
          }
        }
      });
    }
  }
  CHECK(failed == 0);
  store->authority(gescher).read([](db::Connection& c) {
    CHECK(c.number("SELECT CAST(amount AS BIGINT) FROM notes WHERE id = 1") == 2 * rounds);
  });
}

TEST_CASE_FIXTURE(Fixture, "two programs may make the same authorities at once; the second finds them made") {
  if (place.is_postgres()) return;
  std::vector<AuthorityKey> keys;
  for (int i = 0; i < 30; ++i) keys.push_back(AuthorityKey{std::to_string(10'000'000 + i)});
  std::atomic<int> waiting{2};
  std::array<std::string, 2> faults;
  auto const import = [&](std::string& fault) {
    try {
      auto const own = db::Store::open({.location = place.location(), .vfs = {}, .without_sync = true});
      --waiting;
      while (waiting > 0) std::this_thread::yield();
      for (auto const& failed : own->migrate_authorities(keys, migrations, clock, [](std::size_t) {}).failed)
        fault += failed;
    } catch (StoreError const& error) {
      fault = error.what();
    }
  };
  std::thread one{import, std::ref(faults[0])}, other{import, std::ref(faults[1])};
  one.join();
  other.join();
  CHECK(faults == std::array<std::string, 2>{});
  for (auto const& key : keys) CHECK(count(store->authority(key)) == 0);
  for (auto const& file : std::filesystem::recursive_directory_iterator{place.location()}) {
    CHECK(file.path().extension() != ".new");
    CHECK(file.path().filename() != "empty.db");
  }
}

TEST_CASE("a place without rights is refused with words") {
  if (::geteuid() == 0) CHECK_THROWS_AS(db::Store::open({.location = "/proc/kreislauf", .vfs = {}}), StoreDenied);
  CHECK_THROWS_AS(db::Store::open({.location = "postgresql://127.0.0.1:1/nowhere?connect_timeout=2", .vfs = {}}),
                  StoreDenied);
}

TEST_CASE("placeholders are numbered outside of quotes only") {
  CHECK(db::numbered_placeholders("SELECT '?' FROM t WHERE a = ? AND \"?\" = ?") ==
        "SELECT '?' FROM t WHERE a = $1 AND \"?\" = $2");
}

TEST_CASE("a script is sent statement by statement") {
  CHECK(
      db::statements_of("CREATE TABLE a (x TEXT DEFAULT ';'); -- one; two\n/* three; */ CREATE TABLE \"b;\" (y TEXT);\n"
                        "INSERT INTO a VALUES ('it''s; fine')\n") ==
      std::vector<std::string_view>{"CREATE TABLE a (x TEXT DEFAULT ';')", "CREATE TABLE \"b;\" (y TEXT)",
                                    "INSERT INTO a VALUES ('it''s; fine')"});
  CHECK(db::statements_of(" ;; -- nothing\n;").empty());
}

TEST_CASE_FIXTURE(Fixture, "an older program does not touch a newer store") {
  auto newer = migrations;
  newer.push_back({"test/0002_more", "ALTER TABLE notes ADD COLUMN extra TEXT"});
  store->migrate_commons(newer, clock);
  store->migrate_authorities({gescher}, newer, clock, [](std::size_t) {});
  CHECK_THROWS_AS(store->migrate_commons(migrations, clock), StoreNewer);
  CHECK_THROWS_AS(store->migrate_authorities({gescher}, migrations, clock, [](std::size_t) {}), StoreNewer);
}

TEST_CASE_FIXTURE(Fixture, "after a stop every file is whole by itself") {
  if (place.is_postgres()) return;
  store->authority(gescher).write([](db::Connection& c) { c.exec("INSERT INTO notes (id, text) VALUES (1, 'a')"); });
  CHECK(count(store->authority(gescher)) == 1);
  CHECK(count(store->commons()) == 0);
  auto const lone_copy = [&](std::string const& file) {
    test::TemporaryFolder const elsewhere;
    std::filesystem::copy_file(place.location() + "/" + file, elsewhere.path() + "/copy.db");
    return db::open_sqlite(elsewhere.path() + "/copy.db", {.read_only = false, .vfs = {}})
        ->number("SELECT COUNT(*) FROM sqlite_master WHERE name = 'notes'");
  };
  SUBCASE("of the store") { store.reset(); }
  SUBCASE("of one authority that rests") { store->rest(gescher); }
  CHECK(lone_copy("authorities/05554016/authority.db") == 1);
  if (not store) {
    CHECK(lone_copy("commons.db") == 1);
    CHECK(lone_copy("authorities/05554004/authority.db") == 1);
  }
}

TEST_CASE_FIXTURE(Fixture, "erased is gone from the bytes of the files") {
  if (place.is_postgres()) return;
  auto const bytes_hold = [&](std::string_view word) {
    for (auto const& entry : std::filesystem::recursive_directory_iterator{place.location()}) {
      if (not entry.is_regular_file()) continue;
      std::ifstream file{entry.path(), std::ios::binary};
      std::string const all{std::istreambuf_iterator<char>{file}, {}};
      if (all.find(word) != std::string::npos) return true;
    }
    return false;
  };
  auto& db = store->authority(gescher);
  db.write([](db::Connection& c) {
    for (int i = 0; i < 500; ++i)
      c.exec("INSERT INTO notes (id, text) VALUES (?, ?)", i,
             "KANARIENVOGEL" + std::to_string(i) + std::string(400, 'x'));
  });
  CHECK(bytes_hold("KANARIENVOGEL"));
  db.write([](db::Connection& c) {
    c.exec("DELETE FROM notes WHERE id < 250");
    c.exec("UPDATE notes SET text = '' WHERE id >= 250");
  });
  db.settle();
  CHECK_FALSE(bytes_hold("KANARIENVOGEL"));
}

TEST_CASE("servers at one store know how many they are") {
  test::TestPlace const place;
  auto const first = db::Store::open({.location = place.location(), .vfs = {}});
  CHECK(first->servers() == 1);
  if (not place.is_postgres()) return;
  {
    auto const second = db::Store::open({.location = place.location(), .vfs = {}});
    CHECK(second->servers() == 2);
    CHECK(first->servers() == 2);
  }
  // The server of a session ends a moment after its client.
  int left = 2;
  for (int asked = 0; asked < 20000 and left != 1; ++asked) left = first->servers();
  CHECK(left == 1);
}

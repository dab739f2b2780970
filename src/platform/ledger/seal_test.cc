#include "platform/ledger/seal.h"

#include <doctest/doctest.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <thread>

#include "base/errors.h"
#include "platform/ledger/overdue.h"
#include "platform/ledger/store.h"
#include "tests/support/ledger.h"

using namespace kreislauf;
using namespace kreislauf::ledger;
using namespace std::chrono_literals;

TEST_CASE_FIXTURE(test::Ledger, "ledger: entries are numbered in the order of commits, from 0 and without gaps") {
  database().write([&](db::Connection& c) {
    foresee_entry(c);
    CHECK(append(c, random, record(0)) == 0);
    CHECK(append(c, random, record(1)) == 1);
  });
  CHECK_THROWS_AS(database().write([&](db::Connection& c) {
    append(c, random, record(2));
    throw Conflict{"undone"};
  }),
                  Conflict);
  database().write([&](db::Connection& c) { CHECK(append(c, random, record(2)) == 2); });
  CHECK(sealed().extent.size == 3);
}

TEST_CASE_FIXTURE(test::Ledger, "ledger: an empty one has nothing to seal") {
  CHECK_FALSE(seal().value());
  CHECK_FALSE(audit().value());
  CHECK_FALSE(read([](db::Connection& c) { return unsealed_since(c).has_value(); }));
}

TEST_CASE_FIXTURE(test::Ledger, "ledger: each head goes on from the last, whatever their sizes") {
  std::vector<Head> heads;
  for (auto const more : {1, 1, 253, 1, 1, 255, 300, 1, 700}) {
    write(static_cast<std::uint64_t>(more));
    clock.advance(1min);
    auto const pass = seal(heads.empty() ? std::nullopt : std::optional{heads.back()}).value().value();
    CHECK(pass.is_new);
    CHECK(pass.entries_read <= static_cast<std::uint64_t>(more) + 256);
    heads.push_back(pass.head);
  }
  CHECK(audit().value() == heads.back());
  database().read([&](db::Connection& c) {
    auto nodes = store::nodes(c);
    auto const& last = heads.back().extent;
    for (auto const& head : heads) {
      auto const proof = consistency_proof(head.extent.size, last.size, nodes);
      CHECK(proves_consistency(proof, head.extent, last));
    }
  });
}

TEST_CASE_FIXTURE(test::Ledger, "ledger: without new entries no head is signed again") {
  write(5);
  auto const first = seal().value().value();
  clock.advance(1min);
  auto const second = seal(first.head).value().value();
  CHECK_FALSE(second.is_new);
  CHECK(second.note == first.note);
}

TEST_CASE_FIXTURE(test::Ledger, "ledger: acts are refused when an entry has been without a head for four hours") {
  auto const overdue = [&] { return read([&](db::Connection& c) { return is_overdue(c, clock.now()); }); };
  write(1);
  sealed();
  clock.advance(24h);
  CHECK_FALSE(overdue());  // nothing has happened
  write(1);
  clock.advance(4h);
  CHECK_FALSE(overdue());
  clock.advance(1s);
  CHECK(overdue());
  Sealing sealing;
  auto const questions = [&](db::Connection& c) { sealing.ask(c); };
  auto const act = [&](db::Connection& c) {
    sealing.refuse_when_overdue(clock.now());
    append(c, random, record(9));
  };
  CHECK_THROWS_AS(database().write_after(questions, act), SealingOverdue);
  sealed();
  CHECK_FALSE(overdue());
}

TEST_CASE_FIXTURE(test::Ledger, "ledger: erased content leaves every proof as it was") {
  write(300);
  sealed();
  auto const before = receipt(17);
  CHECK(before.content->text == "Erika Mustermann, 17");
  database().write([](db::Connection& c) { erase_content(c, 17); });
  CHECK(audit());
  auto const after = receipt(17);
  CHECK_FALSE(after.content);
  CHECK(check(after, key()).value().leaf.subject == "appointment:17");
  CHECK(check(before, key()).value().with_content);  // whoever kept the receipt can still show it
  CHECK(read([](db::Connection& c) {
          return c.number(
              "SELECT COUNT(*) FROM ledger_entries WHERE content LIKE '%, 17' OR number = 17 AND salt <> ''");
        }) == 0);
}

TEST_CASE_FIXTURE(test::Ledger, "ledger: erased content is gone from the bytes of the files") {
  if (place.is_postgres()) return;  // which cleans up in its own time
  auto const is_on_disk = [&](std::string_view word) {
    for (auto const& entry : std::filesystem::recursive_directory_iterator{place.location()}) {
      if (not entry.is_regular_file()) continue;
      std::ifstream file{entry.path(), std::ios::binary};
      std::string const all{std::istreambuf_iterator<char>{file}, {}};
      if (all.find(word) != std::string::npos) return true;
    }
    return false;
  };
  write(100);
  sealed();
  auto const salt = read([](db::Connection& c) { return content_of(c, 42).value().salt; });
  CHECK(is_on_disk("Erika Mustermann, 42"));
  CHECK(is_on_disk(salt));
  database().write([](db::Connection& c) { erase_content(c, 42); });
  database().settle();
  CHECK_FALSE(is_on_disk("Erika Mustermann, 42"));
  CHECK_FALSE(is_on_disk(salt));
  CHECK(is_on_disk("Erika Mustermann, 43"));
}

TEST_CASE_FIXTURE(test::Ledger, "ledger: after a restore a new epoch names the last head that was given away") {
  write(10);
  auto const copy = sealed();
  write(5);
  auto const given_away = sealed();
  // The copy comes back: what was written after it is gone.
  change("DELETE FROM ledger_entries WHERE number >= 10");
  change("DELETE FROM ledger_heads WHERE size > 10");
  auto const finding = seal(given_away).error();
  CHECK(finding.first == 10);
  CHECK(finding.last == 14);
  CHECK(sentence(finding) == "one of the entries 10 to 14 was sealed, but this database is older; begin a new epoch");

  clock.advance(24h);
  database().write([&](db::Connection& c) { CHECK(begin_epoch(c, random, clock.now(), "operator", given_away) == 2); });
  CHECK_FALSE(read([&](db::Connection& c) { return is_overdue(c, clock.now()); }));
  auto const unannounced = seal(given_away).error();
  CHECK(sentence(unannounced) ==
        "entry 15 is behind the last head, and a new epoch has begun that nobody has announced");
  CHECK_FALSE(ledger::seal(database(), signer, clock, copy, NewEpoch::allowed));  // which the epoch does not name
  auto const again = ledger::seal(database(), signer, clock, given_away, NewEpoch::allowed).value().value();
  CHECK(again.head.epoch == 2);
  CHECK(again.head.extent.size == 11);
  CHECK(again.head.before == given_away.extent);
  CHECK(again.note.starts_with("gescher.example/ledger/2\n"));
  CHECK(audit(again.head).value() == again.head);
  CHECK(check(receipt(10), key()).value().leaf.kind == "ledger.epoch");
  write(1);
  CHECK(seal(again.head).value().value().head.before == given_away.extent);
  CHECK_FALSE(copy.before);
}

TEST_CASE_FIXTURE(test::Ledger, "ledger: two who seal at once do not both sign") {
  write(3);
  struct Meanwhile final : Clock {
    test::Ledger& ledger;
    explicit Meanwhile(test::Ledger& one) : ledger{one} {}
    Instant now() const override {  // asked between reading and signing
      ledger.sealed();
      return ledger.clock.now();
    }
  } const meanwhile{*this};
  CHECK_THROWS_AS(static_cast<void>(ledger::seal(database(), signer, meanwhile)), Conflict);
  CHECK(audit().value()->extent.size == 3);
}

TEST_CASE_FIXTURE(test::Ledger, "ledger: another process seals while acts are written") {
  auto const other =
      db::Store::open({.location = place.location(), .vfs = {}});  // a store of its own, as a process has
  auto& its_database = other->authority(gescher);
  std::atomic<bool> writing = true;
  std::thread writer{[&] {
    for (int i = 0; i < 60; ++i) write(17);
    writing = false;
  }};
  std::optional<Head> last;
  int heads = 0;
  for (bool more = true; more;) {
    more = writing;  // once more when nobody writes any longer
    auto const pass = ledger::seal(its_database, signer, clock, last);
    REQUIRE(pass);
    if (not *pass) continue;
    if ((*pass)->is_new) ++heads;
    last = (*pass)->head;
  }
  writer.join();
  CHECK(last->extent.size == 60 * 17);
  CHECK(heads > 1);
  CHECK(audit(last).value() == last);
}

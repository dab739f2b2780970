#include <doctest/doctest.h>

#include "platform/ledger/seal.h"
#include "platform/ledger/store.h"
#include "tests/support/ledger.h"

using namespace kreislauf;
using namespace kreislauf::ledger;

// What somebody with the database in hand but without the key can do to a sealed ledger, or a disk that forgets.

namespace {

/// 700 entries under three heads and 50 that are not sealed yet.
struct Sealed700 : test::Ledger {
  Sealed700() {
    for (int i = 0; i < 3; ++i) {
      write(i == 0 ? 100 : 300);
      last = sealed();
    }
    write(50);
  }
  Head last;
  Finding found() { return audit().error(); }
  std::string leaf(std::uint64_t number) {
    return read([&](db::Connection& c) { return store::leaf(c, number).value(); });
  }
  void put(std::uint64_t number, std::string const& text) {
    change("UPDATE ledger_entries SET leaf = ? WHERE number = ?", text, number);
  }
  std::string tile(int level, std::uint64_t number) {
    return read([&](db::Connection& c) {
      return c.text("SELECT hashes FROM ledger_tiles WHERE level = ? AND number = ?", level, number).value();
    });
  }
};

/// Another letter in the same place; SQLite and PostgreSQL keep texts, so each stays one.
std::string with_other_letter(std::string text, std::size_t at) {
  text[at] = text[at] == 'A' ? 'B' : 'A';
  return text;
}

}  // namespace

TEST_CASE_FIXTURE(Sealed700,
                  "damaged ledger: a changed entry is named wherever it stands, and nothing is signed any more") {
  for (std::uint64_t const number : {0U, 1U, 99U, 100U, 255U, 256U, 511U, 640U, 699U}) {
    auto const before = leaf(number);
    put(number, with_other_letter(before, 30));
    CAPTURE(number);
    CHECK(found().first == number);
    CHECK(found().last == number);
    CHECK(sentence(found()) == fmt::format("entry {} is not what was sealed", number));
    if (number >= 512) CHECK(seal(last).error().first == number);  // of the last tile: found within a minute
    put(number, before);
  }
  CHECK(audit());
}

TEST_CASE_FIXTURE(Sealed700, "damaged ledger: two entries that changed places are found") {
  auto const a = leaf(300), b = leaf(301);
  put(300, b);
  put(301, a);
  CHECK(found().first == 300);
}

TEST_CASE_FIXTURE(Sealed700, "damaged ledger: a deleted, an inserted and a cut off entry are found") {
  SUBCASE("deleted") {
    change("DELETE FROM ledger_entries WHERE number = 300");
    CHECK(sentence(found()) == "entry 300 is missing");
  }
  SUBCASE("deleted, and the others moved up") {
    change("DELETE FROM ledger_entries WHERE number = 300");
    for (int i = 301; i < 750; ++i) change("UPDATE ledger_entries SET number = ? WHERE number = ?", i - 1, i);
    CHECK(found().first == 300);
    CHECK(found().last == 300);
  }
  SUBCASE("inserted") {
    for (int i = 749; i >= 300; --i) change("UPDATE ledger_entries SET number = ? WHERE number = ?", i + 1, i);
    change("INSERT INTO ledger_entries (number, leaf, salt, content) VALUES (300, ?, '', '')", leaf(299));
    CHECK(found().first == 300);
  }
  SUBCASE("cut off") {
    change("DELETE FROM ledger_entries WHERE number >= 650");
    CHECK(found().first == 650);
    CHECK(found().last == 699);
    CHECK(seal(last).error().first == 650);
  }
  SUBCASE("cut off, and written anew") {
    change("DELETE FROM ledger_entries WHERE number >= 650");
    write(100);
    CHECK(found().first == 650);
    CHECK(seal(last).error().first == 650);
  }
}

TEST_CASE_FIXTURE(Sealed700, "damaged ledger: who changes an entry together with all hashes has no key for the heads") {
  put(150, with_other_letter(leaf(150), 30));
  // Computed anew, as the program itself would: only the heads speak against it now.
  change("DELETE FROM ledger_heads");
  sealed();
  SUBCASE("the one who seals remembers the last head") { CHECK(seal(last).error().reason == "is not what was sealed"); }
  SUBCASE("the heads are put back: the entry is between the two heads around it") {
    change("DELETE FROM ledger_heads");
    auto const note = [&](std::uint64_t size) { return sign_head({.extent = {size, Hash{}}, .sealed = {}}, signer); };
    change("INSERT INTO ledger_heads (epoch, size, note) VALUES (1, 700, ?)", note(700));
    CHECK(found().first == 0);
    CHECK(found().last == 699);
  }
}

TEST_CASE_FIXTURE(Sealed700, "damaged ledger: a changed hash is told from a changed entry, and can be mended") {
  for (auto const& [level, number, at] : {std::tuple{0, 0, 17}, {0, 2, 100}, {1, 0, 1}}) {
    change("UPDATE ledger_tiles SET hashes = ? WHERE level = ? AND number = ?",
           with_other_letter(tile(level, static_cast<std::uint64_t>(number)), static_cast<std::size_t>(at * 44 + 3)),
           level, number);
    CAPTURE(level);
    CHECK(found().reason == "is as it was sealed, but its stored hash is not");
    CHECK(found().first == static_cast<std::uint64_t>(level == 0 ? number * 256 + at : at * 256));
    CHECK(mend_hashes(database(), key()).value() == 3);
    CHECK(audit());
  }
  change("DELETE FROM ledger_tiles WHERE level = 1");
  CHECK_FALSE(seal(last));
  CHECK(mend_hashes(database(), key()));
  CHECK(seal(last).value()->is_new);
}

TEST_CASE_FIXTURE(Sealed700, "damaged ledger: hashes are not mended over a changed entry") {
  put(150, with_other_letter(leaf(150), 30));
  CHECK(mend_hashes(database(), key()).error().reason == "is not what was sealed");
}

TEST_CASE_FIXTURE(Sealed700,
                  "damaged ledger: a head that was changed, replaced or taken from another ledger is found") {
  auto const note = read([](db::Connection& c) { return store::note_of(c, 1, 400).value(); });
  auto const put_note = [&](std::string const& text) {
    change("UPDATE ledger_heads SET note = ? WHERE size = 400", text);
  };
  for (std::size_t at = 0; at < note.size(); at += 7) {
    if (static_cast<unsigned char>(note[at]) >= 0x80) continue;
    put_note(with_other_letter(note, at));
    CHECK(found().first == 100);
  }
  put_note(read([](db::Connection& c) { return store::note_of(c, 1, 700).value(); }));
  CHECK_FALSE(audit());
  crypto::SeededRandom other{9};
  NoteSigner const ahaus_signer{"ahaus.example/ledger", crypto::SigningKey::make(other)};
  put_note(sign_head(last, ahaus_signer));
  CHECK(found().reason.find("not signed with this key") != std::string::npos);
  put_note(note);
  CHECK(audit());
}

TEST_CASE_FIXTURE(Sealed700, "damaged ledger: the database of another authority in its place is found") {
  auto const elsewhere = audit(last);
  CHECK(elsewhere);
  CHECK_FALSE(ledger::seal(store->authority(ahaus), signer, clock, last));
  crypto::SeededRandom other{9};
  NoteSigner const ahaus_signer{"ahaus.example/ledger", crypto::SigningKey::make(other)};
  CHECK_FALSE(ledger::seal(database(), ahaus_signer, clock));
}

TEST_CASE_FIXTURE(Sealed700, "damaged ledger: every flipped bit of some entries is found and the entry named") {
  if (place.is_postgres()) return;  // which takes no text that is no UTF-8
  for (std::uint64_t const number : {0U, 399U, 699U}) {
    auto const before = leaf(number);
    for (std::size_t bit = 0; bit < 8 * before.size(); bit += 13) {
      auto text = before;
      text[bit / 8] = static_cast<char>(text[bit / 8] ^ 1 << bit % 8);
      put(number, text);
      auto const finding = found();
      REQUIRE(finding.first == number);
      REQUIRE(finding.last == number);
    }
    put(number, before);
  }
}

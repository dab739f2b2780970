#pragma once

#include <fmt/format.h>

#include <memory>
#include <string>

#include "platform/ledger/receipt.h"
#include "platform/ledger/seal.h"
#include "tests/support/store.h"

namespace kreislauf::test {

/// The ledger of Gescher with a clock that stands still, and the one who seals it.
struct Ledger {
  FixedClock clock{parse_iso_utc("2026-11-23T08:00:00Z")};
  crypto::SeededRandom random{2026};
  ledger::NoteSigner signer{"gescher.example/ledger", crypto::SigningKey::make(random)};
  AuthorityKey const gescher{"05554016"}, ahaus{"05554004"};
  TestPlace place{"ledger", with_tables({gescher, ahaus}, ledger::authority_migrations())};
  std::unique_ptr<db::Store> store = db::Store::open({.location = place.location(), .vfs = {}});

  db::Database& database() { return store->authority(gescher); }
  ledger::NoteKey const& key() const { return signer.key(); }

  /// Writes so many entries, a thousand a commit.
  void write(std::uint64_t count) {
    while (count > 0) {
      auto const now = std::min<std::uint64_t>(count, 1000);
      database().write([&](db::Connection& c) {
        for (std::uint64_t i = 0; i < now; ++i, ++written_) append(c, random, record(written_));
      });
      count -= now;
    }
  }
  ledger::Record record(std::uint64_t number) const {
    return {.kind = "appointment.confirmed",
            .at = clock.now(),
            .actor = fmt::format("staff:{}", number % 7),
            .subject = fmt::format("appointment:{}", number),
            .content = fmt::format("Erika Mustermann, {}", number)};
  }

  auto seal(std::optional<ledger::Head> const& known = {}) { return ledger::seal(database(), signer, clock, known); }
  auto audit(std::optional<ledger::Head> const& known = {}) { return ledger::audit(database(), key(), known); }
  /// Seals, and the head it has signed. Throws when there is a finding.
  ledger::Head sealed() { return seal().value().value().head; }

  /// By hand, as nobody should.
  template <class... A>
  void change(std::string_view sql, A const&... args) {
    database().write([&](db::Connection& c) { c.exec(sql, args...); });
  }
  template <class Work>
  auto read(Work const& work) {
    std::optional<std::invoke_result_t<Work, db::Connection&>> found;
    database().read([&](db::Connection& c) { found = work(c); });
    return *found;
  }
  ledger::Receipt receipt(std::uint64_t number) {
    return read([&](db::Connection& c) { return make_receipt(c, number, key()).value(); });
  }

 private:
  std::uint64_t written_ = 0;
};

}  // namespace kreislauf::test

#include "administration/receipts/receipts.h"

#include <fmt/format.h>

#include "administration/receipts/exchange/commands.h"
#include "administration/receipts/resident/pages.h"
#include "administration/receipts/store/keys.h"
#include "base/errors.h"
#include "platform/ledger/receipt.h"
#include "platform/ledger/seal.h"

namespace kreislauf::receipts {

namespace {

std::optional<ledger::NoteKey> key_of(db::Store& db, AuthorityKey const& authority) {
  std::optional<ledger::NoteKey> key;
  db.commons().read([&](db::Connection& commons) { key = store::key_of(commons, authority); });
  return key;
}

/// `kreislauf verify ledger TOWN`
authority::Verified verify(authority::TownVisit& visit) {
  authority::Verified verified;
  auto const key = key_of(visit.house.store, visit.authority.key);
  if (not key) {
    verified.findings.push_back("nobody seals this ledger: start kreislauf seal");
    return verified;
  }
  auto const head = ledger::audit(visit.db, *key);
  if (not head)
    verified.findings.push_back(ledger::sentence(head.error()));
  else
    verified.counts.emplace_back("entries", *head ? static_cast<std::int64_t>((*head)->extent.size) : 0);
  return verified;
}

}  // namespace

std::string ledger_name(AuthorityKey const& authority) { return fmt::format("kreislauf/{}/ledger", authority.value()); }

void announce_key(db::Store& db, AuthorityKey const& authority, ledger::NoteKey const& key, Instant now) {
  db.commons().write([&](db::Connection& commons) {
    auto const known = store::key_named(commons, key.name());
    if (known and known->text() != key.text())
      throw Conflict{"the ledger of " + authority.value() + " is signed with another key; take the right key file"};
    if (not known) store::keep(commons, authority, key, now);
  });
}

std::optional<std::string> receipt_of(authority::House& house, authority::TownContext const& c, std::uint64_t entry) {
  auto const key = key_of(house.store, c.authority.key);
  if (not key) return std::nullopt;
  std::optional<ledger::Receipt> receipt;
  c.db.read([&](db::Connection& connection) { receipt = ledger::make_receipt(connection, entry, *key); });
  return receipt ? std::optional{ledger::json_of(*receipt)} : std::nullopt;
}

authority::Module module(authority::House& house) {
  return {
      .name = "receipts",
      .folder = "administration/receipts",
      .routes = pages::routes(house),
      .menu = {{"/pruefen", i18n::message("Beleg prüfen"), 70, true}},
      .commands = {exchange::verify_receipt()},
      .checks = {{"ledger", "the ledger against its signed heads: nothing was changed, left out or put in", verify}}};
}

}  // namespace kreislauf::receipts

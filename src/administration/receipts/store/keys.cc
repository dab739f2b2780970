#include "administration/receipts/store/keys.h"

namespace kreislauf::receipts::store {

namespace {

constexpr auto newest = "SELECT key FROM ledger_keys WHERE authority = ? ORDER BY since DESC, name DESC LIMIT 1";
constexpr auto by_name = "SELECT key FROM ledger_keys WHERE name = ?";
constexpr auto insert = R"sql(
  INSERT INTO ledger_keys (name, authority, key, since) VALUES (?, ?, ?, ?)
  ON CONFLICT (name) DO NOTHING)sql";

std::optional<ledger::NoteKey> read(std::optional<std::string> const& text) {
  if (not text) return std::nullopt;
  auto key = ledger::NoteKey::read(*text);
  return key ? std::optional{*std::move(key)} : std::nullopt;
}

}  // namespace

std::optional<ledger::NoteKey> key_of(db::Connection& commons, AuthorityKey const& authority) {
  return read(commons.text(newest, authority));
}

std::optional<ledger::NoteKey> key_named(db::Connection& commons, std::string_view name) {
  return read(commons.text(by_name, name));
}

void keep(db::Connection& commons, AuthorityKey const& authority, ledger::NoteKey const& key, Instant since) {
  commons.exec(insert, key.name(), authority, key.text(), iso_utc(since));
}

}  // namespace kreislauf::receipts::store

#include "platform/ledger/store.h"

#include "platform/db/embedded.h"
#include "platform/ledger/checkpoint.h"
#include "platform/ledger/commitment.h"
#include "platform/ledger/leaf.h"

namespace kreislauf::ledger {

namespace {

// The writes of an authority run one after the other, those of other programs too (group_writer.cc): numbers follow
// each other in the order of commits.
constexpr auto last_entry = "SELECT COALESCE(MAX(number), -1) FROM ledger_entries";
constexpr auto add_entry = "INSERT INTO ledger_entries (number, leaf, salt, content) VALUES (?, ?, ?, ?)";
constexpr auto content_of_entry = "SELECT salt, content FROM ledger_entries WHERE number = ? AND salt <> ''";
constexpr auto empty_content = "UPDATE ledger_entries SET salt = '', content = '' WHERE number = ?";
constexpr auto leaf_of_entry = "SELECT leaf FROM ledger_entries WHERE number = ?";
constexpr auto leaves_from = "SELECT number, leaf FROM ledger_entries WHERE number >= ? ORDER BY number LIMIT ?";
constexpr auto leaf_behind_head = R"sql(
  SELECT leaf, COALESCE((SELECT began_at FROM ledger_epochs ORDER BY epoch DESC LIMIT 1), '') FROM ledger_entries
  WHERE number >= COALESCE((SELECT size FROM ledger_heads ORDER BY epoch DESC, size DESC LIMIT 1), 0)
  ORDER BY number LIMIT 1)sql";

constexpr auto hashes_of_tile = "SELECT hashes FROM ledger_tiles WHERE level = ? AND number = ?";
constexpr auto put_hashes = R"sql(
  INSERT INTO ledger_tiles (level, number, hashes) VALUES (?, ?, ?)
  ON CONFLICT (level, number) DO UPDATE SET hashes = excluded.hashes)sql";

constexpr auto newest_of_all = "SELECT note FROM ledger_heads ORDER BY epoch DESC, size DESC LIMIT 1";
constexpr auto notes_of_epoch = "SELECT note FROM ledger_heads WHERE epoch = ? ORDER BY size";
constexpr auto last_note_of_epoch = "SELECT note FROM ledger_heads WHERE epoch = ? ORDER BY size DESC LIMIT 1";
constexpr auto note_of_size = "SELECT note FROM ledger_heads WHERE epoch = ? AND size = ?";
constexpr auto add_note = "INSERT INTO ledger_heads (epoch, size, note) VALUES (?, ?, ?)";

constexpr auto last_epoch = "SELECT epoch, began_at, old_size, old_root FROM ledger_epochs ORDER BY epoch DESC LIMIT 1";
constexpr auto add_epoch = "INSERT INTO ledger_epochs (epoch, began_at, old_size, old_root) VALUES (?, ?, ?, ?)";

constexpr std::size_t hash_digits = 44;  // 32 bytes in base64, each hash by itself

std::uint64_t count_in(db::Row const& row, int column) { return static_cast<std::uint64_t>(row.integer(column)); }

}  // namespace

std::vector<db::Migration> authority_migrations() {
  return db::embedded_migrations("src/platform/ledger", "authority_");
}

std::uint64_t append(db::Connection& connection, crypto::Random& random, Record const& record) {
  auto const salt = new_salt(random);
  auto const leaf = text_of(Leaf{.kind = record.kind,
                                 .at = record.at,
                                 .actor = record.actor,
                                 .subject = record.subject,
                                 .commitment = commitment_to(record.content, salt)});
  auto const number = connection.next(last_entry);
  connection.later(add_entry, number, leaf, salt, record.content);
  return static_cast<std::uint64_t>(number);
}

void foresee_entry(db::Connection& connection) { connection.foresee(last_entry); }

std::optional<Content> content_of(db::Connection& connection, std::uint64_t number) {
  std::optional<Content> found;
  connection.each(
      content_of_entry, [&](db::Row const& row) { found = {.salt = row.string(0), .text = row.string(1)}; }, number);
  return found;
}

void erase_content(db::Connection& connection, std::uint64_t number) { connection.later(empty_content, number); }

namespace store {

std::optional<std::string> leaf(db::Connection& connection, std::uint64_t number) {
  return connection.text(leaf_of_entry, number);
}

StoredLeaf StoredLeaf::from(db::Row const& row) { return {.number = count_in(row, 0), .text = row.string(1)}; }

std::vector<StoredLeaf> leaves(db::Connection& connection, std::uint64_t from, std::uint64_t limit) {
  return connection.query<StoredLeaf>(leaves_from, from, limit);
}

Unsealed Unsealed::from(db::Row const& row) {
  return {.leaf = row.string(0), .epoch_began = parse_iso_utc(row.text(1))};
}

void ask_first_unsealed(db::Connection& connection, std::optional<Unsealed>& found) {
  connection.ask(leaf_behind_head, [&found](db::Row const& row) { found = Unsealed::from(row); });
}

namespace {

std::vector<Hash> hashes_in(std::string_view text) {
  std::vector<Hash> found;
  // What cannot be read is a hash that fits nothing: its neighbours keep their places.
  for (std::size_t at = 0; at < text.size(); at += hash_digits)
    found.push_back(hash_in(text.substr(at, hash_digits)).value_or(Hash{}));
  return found;
}

}  // namespace

std::vector<Hash> hashes(db::Connection& connection, int level, std::uint64_t number) {
  return hashes_in(connection.text(hashes_of_tile, level, number).value_or(""));
}

void save_hashes(db::Connection& connection, int level, std::uint64_t number, std::vector<Hash> const& hashes) {
  std::string text;
  text.reserve(hashes.size() * hash_digits);
  for (auto const& hash : hashes) text += hash_text(hash);
  connection.later(put_hashes, level, number, text);
}

TileNodes nodes(db::Connection& connection) {
  return TileNodes{[&connection](int level, std::uint64_t number) { return hashes(connection, level, number); }};
}

TileNodes nodes_for_proof(db::Connection& connection, std::uint64_t number, std::uint64_t size) {
  std::map<std::pair<int, std::uint64_t>, std::string> tiles;
  for (int level = 0; hashes_on(level, size) > 0; ++level) {
    // The way of the entry to the root, and the right of the tree.
    for (auto const at : {hashes_on(level, number) / tile_width, hashes_on(level, size - 1) / tile_width}) {
      auto const [tile, fresh] = tiles.try_emplace({level, at});
      if (not fresh) continue;
      connection.ask(
          hashes_of_tile, [&text = tile->second](db::Row const& row) { text = row.string(0); }, level, at);
    }
  }
  connection.settle();
  return TileNodes{[&connection, tiles = std::move(tiles)](int level, std::uint64_t at) {
    auto const known = tiles.find({level, at});
    return known == tiles.end() ? hashes(connection, level, at) : hashes_in(known->second);
  }};
}

Evidence evidence(db::Connection& connection, std::uint64_t number) {
  Evidence found;
  connection.ask(newest_of_all, [&](db::Row const& row) { found.note = row.string(0); });
  connection.ask(
      leaf_of_entry, [&](db::Row const& row) { found.leaf = row.string(0); }, number);
  connection.ask(
      content_of_entry, [&](db::Row const& row) { found.content = {.salt = row.string(0), .text = row.string(1)}; },
      number);
  connection.settle();
  return found;
}

std::optional<std::string> newest_note(db::Connection& connection) { return connection.text(newest_of_all); }

std::vector<std::string> notes(db::Connection& connection, std::int64_t epoch) {
  std::vector<std::string> found;
  connection.each(
      notes_of_epoch, [&](db::Row const& row) { found.push_back(row.string(0)); }, epoch);
  return found;
}

std::optional<std::string> last_note(db::Connection& connection, std::int64_t epoch) {
  return connection.text(last_note_of_epoch, epoch);
}

std::optional<std::string> note_of(db::Connection& connection, std::int64_t epoch, std::uint64_t size) {
  return connection.text(note_of_size, epoch, size);
}

void save_note(db::Connection& connection, std::int64_t epoch, std::uint64_t size, std::string_view note) {
  connection.later(add_note, epoch, size, note);
}

Epoch Epoch::from(db::Row const& row) {
  return {.number = row.integer(0),
          .began = parse_iso_utc(row.text(1)),
          .before = Extent{.size = count_in(row, 2), .root = hash_in(row.text(3)).value_or(Hash{})}};
}

Epoch current_epoch(db::Connection& connection) { return connection.one<Epoch>(last_epoch).value_or(Epoch{}); }

void save_epoch(db::Connection& connection, Epoch const& epoch) {
  auto const before = epoch.before.value_or(Extent{});
  connection.later(add_epoch, epoch.number, iso_utc(epoch.began), before.size, hash_text(before.root));
}

}  // namespace store

}  // namespace kreislauf::ledger

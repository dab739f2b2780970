#include "platform/blobs/references.h"

#include "base/text.h"

namespace kreislauf::blobs {

namespace {

constexpr auto by_hash = "SELECT hash, object, size FROM blobs WHERE hash = ?";
constexpr auto keep = "UPDATE blobs SET seen_at = ? WHERE hash = ?";
/// Changes nothing, and nobody else changes the row until the commit.
constexpr auto lock_row = "UPDATE blobs SET seen_at = seen_at WHERE hash = ?";
constexpr auto insert_blob =
    "INSERT INTO blobs (hash, object, size, seen_at) VALUES (?, ?, ?, ?) ON CONFLICT (hash) DO NOTHING";
constexpr auto move_blob = "UPDATE blobs SET object = ? WHERE hash = ? AND object = ?";
constexpr auto insert_reference =
    "INSERT INTO blob_references (hash, holder) VALUES (?, ?) ON CONFLICT (hash, holder) DO NOTHING";
constexpr auto delete_reference = "DELETE FROM blob_references WHERE hash = ? AND holder = ?";
constexpr auto count_references = "SELECT COUNT(*) FROM blob_references WHERE hash = ?";
constexpr auto of_holder = "SELECT hash FROM blob_references WHERE holder = ? ORDER BY hash";
constexpr auto below_holder = "SELECT hash, holder FROM blob_references WHERE holder >= ? AND holder < ? ORDER BY hash";
constexpr auto delete_blob = "DELETE FROM blobs WHERE hash = ?";
constexpr auto insert_removal =
    "INSERT INTO blob_removals (object, released_at) VALUES (?, ?) ON CONFLICT (object) DO NOTHING";
constexpr auto page = "SELECT hash, object, size FROM blobs WHERE hash > ? ORDER BY hash LIMIT ?";
constexpr auto unneeded =
    "SELECT b.hash FROM blobs b LEFT JOIN blob_references r ON r.hash = b.hash "
    "WHERE r.hash IS NULL AND b.seen_at < ? ORDER BY b.seen_at LIMIT ?";
constexpr auto old_removals = "SELECT object FROM blob_removals WHERE released_at < ? ORDER BY released_at LIMIT ?";
constexpr auto delete_removal = "DELETE FROM blob_removals WHERE object = ?";
constexpr auto count_object = "SELECT COUNT(*) FROM blobs WHERE object = ?";
constexpr auto count_removal = "SELECT COUNT(*) FROM blob_removals WHERE object = ?";
constexpr auto without_blob =
    "SELECT DISTINCT r.hash FROM blob_references r LEFT JOIN blobs b ON b.hash = r.hash WHERE b.hash IS NULL";

void give_up(db::Connection& connection, std::string_view hash, Instant now) {
  auto const blob = find(connection, hash);
  if (not blob) return;
  connection.exec(insert_removal, blob->object, iso_utc(now));
  connection.exec(delete_blob, hash);
}

}  // namespace

Blob Blob::from(db::Row const& row) {
  return {.hash = row.string(0), .object = row.string(1), .size = static_cast<std::uint64_t>(row.integer(2))};
}

bool hold(db::Connection& connection, std::string_view hash, std::string_view holder) {
  // The lock comes first: whoever releases the last reference now waits, and finds ours.
  if (connection.exec(lock_row, hash) == 0) return false;
  connection.exec(insert_reference, hash, holder);
  return true;
}

void release(db::Connection& connection, std::string_view hash, std::string_view holder, Instant now) {
  if (connection.exec(lock_row, hash) == 0) return;
  connection.exec(delete_reference, hash, holder);
  if (connection.number(count_references, hash) == 0) give_up(connection, hash, now);
}

void release_all(db::Connection& connection, std::string_view holder, Instant now) {
  std::vector<std::pair<std::string, std::string>> found;
  for (auto& hash : held_by(connection, holder)) found.emplace_back(std::move(hash), holder);
  auto const first = std::string{holder} + "/", end = std::string{holder} + "0";  // '0' follows '/'
  connection.each(
      below_holder, [&](db::Row const& row) { found.emplace_back(row.string(0), row.string(1)); }, first, end);
  for (auto const& [hash, one] : found) release(connection, hash, one, now);
}

std::vector<std::string> held_by(db::Connection& connection, std::string_view holder) {
  std::vector<std::string> hashes;
  connection.each(
      of_holder, [&](db::Row const& row) { hashes.push_back(row.string(0)); }, holder);
  return hashes;
}

std::optional<Blob> find(db::Connection& connection, std::string_view hash) {
  return connection.one<Blob>(by_hash, hash);
}

std::optional<Blob> find_and_keep(db::Connection& connection, std::string_view hash, Instant now) {
  if (connection.exec(keep, iso_utc(now), hash) == 0) return std::nullopt;
  return find(connection, hash);
}

Blob add(db::Connection& connection, Blob const& blob, Instant now) {
  connection.exec(insert_blob, blob.hash, blob.object, blob.size, iso_utc(now));
  connection.exec(keep, iso_utc(now), blob.hash);
  return find(connection, blob.hash).value();
}

void replace_object(db::Connection& connection, Blob const& lost, std::string_view object) {
  connection.exec(move_blob, object, lost.hash, lost.object);
}

std::vector<Blob> blobs_after(db::Connection& connection, std::string_view hash, std::size_t limit) {
  return connection.query<Blob>(page, hash, limit);
}

std::size_t give_up(db::Connection& connection, Instant before, Instant now, std::size_t limit) {
  std::vector<std::string> hashes;
  connection.each(
      unneeded, [&](db::Row const& row) { hashes.push_back(row.string(0)); }, iso_utc(before), limit);
  for (auto const& hash : hashes) {
    if (connection.exec(lock_row, hash) > 0 and connection.number(count_references, hash) == 0)
      give_up(connection, hash, now);
  }
  return hashes.size();
}

std::vector<std::string> removals(db::Connection& connection, Instant before, std::size_t limit) {
  std::vector<std::string> objects;
  connection.each(
      old_removals, [&](db::Row const& row) { objects.push_back(row.string(0)); }, iso_utc(before), limit);
  return objects;
}

void removed(db::Connection& connection, std::string_view object) { connection.exec(delete_removal, object); }

bool is_known(db::Connection& connection, std::string_view object) {
  return connection.number(count_object, object) > 0 or connection.number(count_removal, object) > 0;
}

std::vector<std::string> dangling(db::Connection& connection) {
  std::vector<std::string> hashes;
  connection.each(without_blob, [&](db::Row const& row) { hashes.push_back(row.string(0)); });
  return hashes;
}

}  // namespace kreislauf::blobs

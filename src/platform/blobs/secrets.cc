#include "platform/blobs/references.h"

// The secrets that seal documents. They follow from nothing: only sealed in the database, with the master key of the
// authority, they are worth something, and a new master key seals 32 bytes anew instead of every document.
namespace kreislauf::blobs {

namespace {

constexpr auto purpose = "blobs/secret";
constexpr auto all_secrets = "SELECT number, secret FROM blob_secrets ORDER BY number";
constexpr auto insert_secret = "INSERT INTO blob_secrets (number, secret, created_at) VALUES (?, ?, ?)";
constexpr auto update_secret = "UPDATE blob_secrets SET secret = ? WHERE number = ?";

std::string about(std::int64_t number) { return "secret:" + std::to_string(number); }

}  // namespace

StoredSecret StoredSecret::from(db::Row const& row) { return {.number = row.integer(0), .sealed = row.string(1)}; }

std::vector<StoredSecret> secrets(db::Connection& connection) { return connection.query<StoredSecret>(all_secrets); }

std::optional<Secret> unsealed(crypto::Keys const& keys, StoredSecret const& secret) {
  auto bytes = keys.open(purpose, about(secret.number), secret.sealed);
  if (not bytes or bytes->size() != 32) return std::nullopt;
  return Secret{.number = static_cast<std::uint32_t>(secret.number), .bytes = *std::move(bytes)};
}

Secret newest_secret(db::Connection& connection, crypto::Keys const& keys, crypto::Random& random, Instant now) {
  auto const stored = secrets(connection);
  if (not stored.empty()) {
    if (auto newest = unsealed(keys, stored.back())) return *std::move(newest);
  }
  Secret fresh{.number = stored.empty() ? 1 : static_cast<std::uint32_t>(stored.back().number + 1),
               .bytes = std::string(32, '\0')};
  random.fill(reinterpret_cast<unsigned char*>(fresh.bytes.data()), fresh.bytes.size());
  connection.exec(insert_secret, fresh.number, keys.seal(purpose, about(fresh.number), fresh.bytes, random),
                  iso_utc(now));
  return fresh;
}

void renew_secrets(db::Connection& connection, crypto::Keys const& keys, crypto::Random& random) {
  for (auto const& stored : secrets(connection)) {
    if (crypto::sealed_by(stored.sealed) == keys.newest()) continue;
    if (auto const secret = unsealed(keys, stored))
      connection.exec(update_secret, keys.seal(purpose, about(stored.number), secret->bytes, random), stored.number);
  }
}

}  // namespace kreislauf::blobs

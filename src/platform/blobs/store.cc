#include <fmt/format.h>

#include "platform/blobs/blobs.h"

namespace kreislauf::blobs {

Source source_of(std::string_view bytes) {
  return [bytes]() mutable -> Outcome<std::string_view> { return std::exchange(bytes, {}); };
}

Outcome<Blob> Store::put(Source const& source, std::uint64_t most) {
  auto const name = around_.random.hex(16);
  auto draft = Draft::begin(around_.disk, objects_->workshop(), name);
  if (not draft) return failure(draft.error() == Problem::missing ? Problem::unavailable : draft.error());
  return write(source, most, *std::move(draft), name);
}

Outcome<Blob> Store::write(Source const& source, std::uint64_t most, Draft draft, std::string const& name) {
  Secret secret;
  around_.db.read([&](db::Connection& c) {
    auto const stored = secrets(c);
    if (not stored.empty()) secret = unsealed(around_.keys, stored.back()).value_or(Secret{});
  });
  if (secret.number == 0)
    around_.db.write(
        [&](db::Connection& c) { secret = newest_secret(c, around_.keys, around_.random, around_.clock.now()); });
  Sealing sealing{draft, secret, around_.random};
  for (;;) {
    auto const piece = source();
    if (not piece) return failure(piece.error());
    if (piece->empty()) break;
    if (piece->size() > most - sealing.size()) return failure(Problem::too_large);
    if (auto const added = sealing.add(*piece); not added) return failure(added.error());
  }
  auto const hash = sealing.finish();
  if (not hash) return failure(hash.error());
  Blob const blob{.hash = crypto::hex_of(*hash), .object = name, .size = sealing.size()};
  std::optional<Blob> known;
  around_.db.read([&](db::Connection& c) { known = find(c, blob.hash); });
  if (known) around_.db.write([&](db::Connection& c) { known = find_and_keep(c, blob.hash, around_.clock.now()); });
  Outcome<void> there = failure(Problem::missing);
  if (known) there = objects_->open(known->object).map([](auto const&) {});
  if (there) return *known;
  if (there.error() != Problem::missing) return failure(there.error());
  if (auto const placed = objects_->place(std::move(draft), name); not placed) return failure(placed.error());
  Blob kept;
  around_.db.write([&](db::Connection& c) {
    // A document whose object was lost is healed by whoever sends it again.
    if (known) replace_object(c, *known, name);
    kept = add(c, blob, around_.clock.now());
  });
  // Somebody stored the same meanwhile. What is left of ours is swept, should this fail.
  if (kept.object != name) static_cast<void>(objects_->erase(name));
  return kept;
}

Outcome<Secret> Store::secret(std::uint32_t number) {
  std::optional<Secret> found;
  around_.db.read([&](db::Connection& c) {
    for (auto const& stored : secrets(c)) {
      if (stored.number == number) found = unsealed(around_.keys, stored);
    }
  });
  if (not found) return failure(Problem::unreadable);
  return *std::move(found);
}

Outcome<Opened> Store::open(std::string_view hash) {
  std::optional<Blob> blob;
  around_.db.read([&](db::Connection& c) { blob = find(c, hash); });
  auto const bytes = crypto::hash_of(hash);
  if (not blob or not bytes) return failure(Problem::missing);
  auto object = objects_->open(blob->object);
  if (not object) return failure(object.error());
  auto const number = secret_of(**object);
  if (not number) return failure(number.error());
  auto const key = secret(*number);
  if (not key) return failure(key.error());
  return Opened::begin(*std::move(object), *key, *bytes);
}

std::optional<std::uint64_t> Store::size(std::string_view hash) {
  std::optional<Blob> blob;
  around_.db.read([&](db::Connection& c) { blob = find(c, hash); });
  return blob ? std::optional{blob->size} : std::nullopt;
}

void renew(db::Database& database, crypto::Keys const& keys, crypto::Random& random) {
  database.write([&](db::Connection& c) { renew_secrets(c, keys, random); });
}

std::int64_t needing(db::Connection& connection, int number) {
  constexpr auto count = "SELECT COUNT(*) FROM blobs";
  std::int64_t needed = 0;
  for (auto const& stored : secrets(connection)) {
    if (crypto::sealed_by(stored.sealed) == number) needed = std::max<std::int64_t>(1, connection.number(count));
  }
  return needed;
}

}  // namespace kreislauf::blobs

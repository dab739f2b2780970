#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "platform/blobs/sealed.h"
#include "platform/crypto/keys.h"
#include "platform/db/connection.h"

/// What the database knows of documents. Who needs one says so in the transaction of the act itself (`hold`), so that
/// no commit ever refers to a document that is not there.
namespace kreislauf::blobs {

struct Blob {
  std::string hash = {};    ///< SHA-256 of the document, 64 hexadecimal digits: what it is known by
  std::string object = {};  ///< where it lies
  std::uint64_t size = 0;   ///< of the document
  static Blob from(db::Row const& row);
};

/// `holder` (`application:7/attachment:2`) needs the document. False when it is not there, or has gone since it was
/// put: put it again. Twice is once.
[[nodiscard]] bool hold(db::Connection& connection, std::string_view hash, std::string_view holder);
/// It is not needed for that any more. With the last holder the document is gone for everybody; its object is erased a
/// day later.
void release(db::Connection& connection, std::string_view hash, std::string_view holder, Instant now);
/// All that this holder and those below it (`application:7/...`) need.
void release_all(db::Connection& connection, std::string_view holder, Instant now);
std::vector<std::string> held_by(db::Connection& connection, std::string_view holder);

std::optional<Blob> find(db::Connection& connection, std::string_view hash);
/// The same, and nobody takes it away within a day: the sender need not send it again.
std::optional<Blob> find_and_keep(db::Connection& connection, std::string_view hash, Instant now);
/// The document is there from now on. When somebody else was faster, theirs stays and is returned.
Blob add(db::Connection& connection, Blob const& blob, Instant now);
/// The document lies in another object from now on, unless it does already.
void replace_object(db::Connection& connection, Blob const& lost, std::string_view object);
std::vector<Blob> blobs_after(db::Connection& connection, std::string_view hash, std::size_t limit);

/// Documents that nobody needs and nobody has put since `before` go; how many.
std::size_t give_up(db::Connection& connection, Instant before, Instant now, std::size_t limit);
/// Objects that were given up before.
std::vector<std::string> removals(db::Connection& connection, Instant before, std::size_t limit);
void removed(db::Connection& connection, std::string_view object);
/// Is this object one that a document or the list of removals names?
bool is_known(db::Connection& connection, std::string_view object);
/// References to documents that are not there: must be none.
std::vector<std::string> dangling(db::Connection& connection);

/// The secrets that seal documents, as they are stored.
struct StoredSecret {
  std::int64_t number = 0;
  std::string sealed = {};
  static StoredSecret from(db::Row const& row);
};
std::vector<StoredSecret> secrets(db::Connection& connection);
std::optional<Secret> unsealed(crypto::Keys const& keys, StoredSecret const& secret);
/// The newest that a key opens; made when there is none. One that no key opens stays: the key file may be found again.
Secret newest_secret(db::Connection& connection, crypto::Keys const& keys, crypto::Random& random, Instant now);
/// Seals all with the newest master key.
void renew_secrets(db::Connection& connection, crypto::Keys const& keys, crypto::Random& random);

}  // namespace kreislauf::blobs

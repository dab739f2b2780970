#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "base/ids.h"
#include "platform/blobs/blobs.h"
#include "platform/blobs/door.h"

namespace kreislauf::blobs {

/// The documents of all authorities, each for itself. Made before anybody knows where they lie, as modules are;
/// whoever uses it before `open` is told that there is no place for documents.
class Stores {
 public:
  using Make = std::function<std::shared_ptr<Objects>(std::string const& authority)>;

  Stores(crypto::Keyring const& keyring, Clock const& clock, crypto::Random& random)
      : keyring_{keyring}, clock_{clock}, random_{random} {}

  void open(Make make);
  /// Throws StoreDenied when no place is configured (PostgreSQL without --blobs).
  Store of(AuthorityKey const& key, db::Database& database);
  Clock const& clock() const { return clock_; }
  crypto::Random& random() const { return random_; }
  bool has_place() const { return static_cast<bool>(make_); }
  /// What everything from outside passes; without a named scanner it takes nothing.
  Door& door() { return door_; }

 private:
  crypto::Keyring const& keyring_;
  Clock const& clock_;
  crypto::Random& random_;
  std::mutex mutex_;
  Make make_;
  Door door_;
  std::map<std::string, std::shared_ptr<Objects>> objects_;
};

}  // namespace kreislauf::blobs

#include "platform/blobs/stores.h"

#include "base/errors.h"

namespace kreislauf::blobs {

void Stores::open(Make make) {
  std::lock_guard const lock{mutex_};
  make_ = std::move(make);
  objects_.clear();
}

Store Stores::of(AuthorityKey const& key, db::Database& database) {
  std::lock_guard const lock{mutex_};
  if (not make_)
    throw StoreDenied{
        "There is no place for documents: name a folder or a bucket with --blobs, the same at each server."};
  auto& objects = objects_[key.value()];
  if (not objects) objects = make_(key.value());
  return Store{objects, {.db = database, .keys = {keyring_, key.value()}, .clock = clock_, .random = random_}};
}

}  // namespace kreislauf::blobs

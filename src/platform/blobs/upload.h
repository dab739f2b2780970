#pragma once

#include <string>
#include <string_view>

#include "platform/blobs/blobs.h"

namespace kreislauf::blobs {

/// Uploads that come in pieces, survive a lost connection and a restart, and expire. Each lies sealed in a file of its
/// own. Their ids cannot be guessed, but whose they are is for the caller to know. All servers of a store need the same
/// folder for this, or a proxy that keeps visitors with their server.
class Uploads {
 public:
  explicit Uploads(Store& store) : store_{store}, folder_{store.objects().workshop() + "/uploads"} {}

  /// The id of a new one: 32 hexadecimal digits.
  Outcome<std::string> begin();
  /// How many bytes are safe: where the next piece begins. `missing` when it has expired or never was.
  Outcome<std::uint64_t> offset(std::string const& id);
  /// One piece; the new offset. It is durable when this returns. Another offset than the one that is safe is
  /// `wrong_offset` and changes nothing; together with what is safe it may not be longer than `most`.
  Outcome<std::uint64_t> append(std::string const& id, std::uint64_t offset, std::string_view bytes,
                                std::uint64_t most);
  /// All of it, for the door (door.h).
  Outcome<std::string> contents(std::string const& id);
  /// One that nobody adds to for a day goes by itself (Store::sweep).
  Outcome<void> drop(std::string const& id);

 private:
  std::string path_of(std::string const& id) const { return folder_ + "/" + id; }

  Store& store_;
  std::string folder_;
};

}  // namespace kreislauf::blobs

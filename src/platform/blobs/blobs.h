#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "platform/blobs/objects.h"
#include "platform/blobs/references.h"
#include "platform/blobs/sealed.h"
#include "platform/db/db.h"

/// Where documents and uploads of residents are kept, byte for byte, each authority for itself.
namespace kreislauf::blobs {

/// Pieces of what is stored, of any size; an empty one is the end. A failure of the sender ends it.
using Source = std::function<Outcome<std::string_view>()>;
/// Of what is in memory, in one piece.
Source source_of(std::string_view bytes);

/// How long objects stay that nobody needs: longer than storing, a copy of the data or a stopped act may take.
inline constexpr std::chrono::hours grace{24};

/// The documents of one authority. Cheap to make; whoever made it outlives it. Database errors are thrown (StoreError),
/// all others are values.
class Store {
 public:
  struct Around {
    db::Database& db;
    crypto::Keys keys;
    Clock const& clock;
    crypto::Random& random;
    Disk& disk = Disk::system();
  };
  Store(std::shared_ptr<Objects> objects, Around around) : objects_{std::move(objects)}, around_{std::move(around)} {}

  /// Stores what comes and returns what it is known by. It is durable then, and stays a day: within that an act must
  /// `hold` it (references.h). What is there already is not written twice. Never inside an act: it is slow.
  Outcome<Blob> put(Source const& source, std::uint64_t most);
  Outcome<Opened> open(std::string_view hash);
  /// Of the document; nothing when there is none.
  std::optional<std::uint64_t> size(std::string_view hash);
  bool exists(std::string_view hash) { return size(hash).has_value(); }

  struct Swept {
    std::size_t given_up = 0;  ///< documents that nobody needed
    std::size_t erased = 0;    ///< objects, also those that no document knew
    std::size_t unfinished = 0;
    std::size_t failed = 0;
  };
  /// Gives up what nobody needs, erases what was given up a day ago, objects that no document knows, and drafts.
  Swept sweep();

  struct Verified {
    std::int64_t documents = 0, bytes = 0, references_to_nothing = 0;
    std::vector<std::string> findings;  ///< a sentence each, with the hash
  };
  /// Reads every document and compares it with its hash.
  Verified verify();

  Objects& objects() { return *objects_; }
  Around const& around() const { return around_; }

 private:
  Outcome<Blob> write(Source const& source, std::uint64_t most, Draft draft, std::string const& name);
  Outcome<Secret> secret(std::uint32_t number);
  std::size_t erase_strangers(Instant before, std::size_t& failed);

  std::shared_ptr<Objects> objects_;
  Around around_;
};

/// Seals with the newest master key what seals the documents; documents stay as they are.
void renew(db::Database& database, crypto::Keys const& keys, crypto::Random& random);
/// How many documents could not be read any more without the master key of this number.
std::int64_t needing(db::Connection& connection, int number);

}  // namespace kreislauf::blobs

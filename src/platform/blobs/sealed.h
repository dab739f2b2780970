#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "platform/blobs/objects.h"
#include "platform/crypto/crypto.h"
#include "platform/crypto/hashing.h"

/// How a document lies in its object: sealed in pieces of 64 KiB, so that any range can be read and every changed bit
/// is noticed before a byte is given out.
///
///     0  "KLB1"
///     4  number of the secret, 4 bytes, the highest first
///     8  bytes of the document, 8 bytes
///    16  salt, 32 bytes: the key of this object is HKDF(secret, salt)
///    48  HMAC over the above and the SHA-256 of the document, as 64 hexadecimal digits
///   112  pieces of 65,536 bytes and a tag of 16 each, the last one shorter or empty
///
/// The hash itself is not in it: whoever has the object alone cannot even compare it with a document that is known.
namespace kreislauf::blobs {

inline constexpr std::size_t header_bytes = 112;
inline constexpr std::size_t piece_bytes = 65'536;

struct Secret {
  std::uint32_t number = 0;
  std::string bytes = {};  ///< 32
};

/// Writes a document into a draft while it comes.
class Sealing {
 public:
  Sealing(Draft& draft, Secret const& secret, crypto::Random& random);
  Outcome<void> add(std::string_view bytes);
  /// The last piece and the header. Returns the SHA-256 of the document.
  Outcome<crypto::Hash> finish();
  std::uint64_t size() const { return size_; }

 private:
  Outcome<void> seal(std::string_view piece, bool last);

  Draft& draft_;
  Secret secret_;
  std::string salt_, key_;
  crypto::Hashing hashing_;
  std::string waiting_, out_;
  std::uint64_t pieces_ = 0, size_ = 0;
  bool begun_ = false;
};

/// The number of the secret that an object was sealed with.
Outcome<std::uint32_t> secret_of(Object& object);

/// A document that is read.
class Opened {
 public:
  /// Checks that the object belongs to this hash and is as long as it says.
  static Outcome<Opened> begin(std::unique_ptr<Object> object, Secret const& secret, crypto::Hash const& hash);
  std::uint64_t size() const { return size_; }
  /// At most `length` bytes from `at`; fewer at the end, none behind it. Nothing that was changed is given out.
  Outcome<std::string> read(std::uint64_t at, std::size_t length);

 private:
  Opened(std::unique_ptr<Object> object, std::string key, std::uint64_t size)
      : object_{std::move(object)}, key_{std::move(key)}, size_{size} {}

  std::unique_ptr<Object> object_;
  std::string key_;
  std::uint64_t size_;
};

}  // namespace kreislauf::blobs

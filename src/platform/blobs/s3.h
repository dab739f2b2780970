#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "platform/blobs/objects.h"
#include "platform/calls/signature.h"
#include "platform/crypto/crypto.h"

namespace kreislauf::blobs {

/// A bucket of a storage that speaks S3, by path (`https://STORAGE/BUCKET/PREFIX`).
struct Bucket {
  std::string origin = {};  ///< `https://s3.example:9000`
  std::string name = {};
  std::string prefix = {};  ///< without slashes at its ends; may be empty
  calls::Credentials credentials = {};
};

/// `s3://BUCKET/PREFIX?region=eu-central-1` (Amazon) or `https://STORAGE/BUCKET/PREFIX?region=...`; plain http only to
/// this machine. The reason is for the operator.
Result<Bucket> bucket_at(std::string_view text);

/// What an object store needs besides the bucket. `pause` waits between two tries.
struct S3Around {
  calls::Caller& caller;
  Clock const& clock;
  crypto::Random& random;
  Disk& disk;
  std::function<void(std::chrono::milliseconds)> pause;
  std::size_t part = std::size_t{16} << 20;  ///< what is longer goes in parts of this many bytes (5 MiB at least)
};

/// `folder` is below the prefix, one for each authority; drafts lie in `workshop` on this machine.
std::unique_ptr<Objects> s3_objects(Bucket bucket, std::string folder, std::string workshop, S3Around around);

}  // namespace kreislauf::blobs

#pragma once

#include "platform/blobs/s3.h"

namespace kreislauf::blobs {

/// Signed calls to one bucket, tried again where that is safe.
class S3Calls {
 public:
  S3Calls(Bucket bucket, S3Around around) : bucket_{std::move(bucket)}, around_{std::move(around)} {}

  struct Ask {
    std::string method;
    std::string key = {};  ///< of the object; empty: the bucket
    calls::Fields query = {}, fields = {};
    std::string_view body = {};
    int file = -1;
    std::uint64_t at = 0, bytes = 0;
    std::size_t most = 1'048'576;
    bool again = true;  ///< the same call twice does no harm
  };
  /// The answer, with any status but those that were tried again in vain.
  Outcome<calls::Answer> call(Ask const& ask) const;

  S3Around const& around() const { return around_; }
  Bucket const& bucket() const { return bucket_; }

 private:
  calls::Answer once(Ask const& ask, std::string const& hash) const;

  Bucket bucket_;
  S3Around around_;
};

/// What a status that is no success means; told in the log with the code that the storage gives, never with a key.
Problem problem_of(calls::Answer const& answer, std::string_view what);

}  // namespace kreislauf::blobs

#pragma once

#include <string>
#include <string_view>

#include "base/clock.h"
#include "platform/calls/calls.h"

/// AWS Signature Version 4, as storages with the S3 interface ask for it
/// (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html).
namespace kreislauf::calls {

struct Credentials {
  std::string key_id, secret;
  std::string region = "us-east-1";
};

/// What is signed. `path` is encoded as it is sent; `query` has names and values as they are meant.
struct ToSign {
  std::string method, host, path;
  Fields query = {};
  Fields fields = {};        ///< names in small letters; host and x-amz-date are added
  std::string payload_hash;  ///< SHA-256 in hexadecimal, or `UNSIGNED-PAYLOAD`
};

/// RFC 3986: everything but letters, digits and `-._~` as `%XX`; `/` stays where `slashes` says so.
std::string encoded(std::string_view text, bool slashes = false);
/// Sorted and complete: `a=1&uploads=`.
std::string canonical_query(Fields const& query);
/// The fields to send with the call: Authorization, x-amz-date, x-amz-content-sha256 and those that were given.
Fields signed_fields(ToSign const& what, Credentials const& credentials, Instant now);

}  // namespace kreislauf::calls

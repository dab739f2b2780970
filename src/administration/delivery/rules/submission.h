#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "platform/crypto/crypto.h"

/// What a submission says of itself (FIT-Connect, Submission API v1, metadata 1.0.0).
namespace kreislauf::delivery {

/// A random UUID (RFC 9562, version 4).
std::string new_uuid(crypto::Random& random);
bool is_uuid(std::string_view text);

/// `urn:de:fim:leika:leistung:99001009004002`
std::string urn_of(std::string_view service_key);

struct Announcement {
  std::string destination, service_key, service_name;
  std::vector<std::string> attachments;  ///< ids
  std::string callback_url, callback_secret;
};
std::string written(Announcement const& announcement);

struct Metadata {
  struct Attachment {
    std::string id, name, type, sha512;
    bool document = false;  ///< the application itself; all others are evidence
  };
  std::string service_key, service_name, number;
  std::string sent_on;  ///< `2026-11-23`
  std::string data_sha512, form_schema;
  std::vector<Attachment> attachments;
};
std::string written(Metadata const& metadata);

}  // namespace kreislauf::delivery

#include "platform/calls/signature.h"

#include <algorithm>

#include "platform/crypto/crypto.h"
#include "platform/crypto/hashing.h"

namespace kreislauf::calls {

namespace {

/// HMAC-SHA-256 as its 32 bytes.
std::string mac(std::string_view key, std::string_view text) {
  return std::string{crypto::bytes_of(*crypto::hash_of(crypto::hmac_hex(key, text)))};
}

/// `20130524T000000Z`
std::string amz_date(Instant now) {
  auto text = iso_utc(now);
  std::erase(text, '-');
  std::erase(text, ':');
  return text;
}

}  // namespace

std::string encoded(std::string_view text, bool slashes) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out;
  for (char const c : text) {
    bool const plain = (c >= 'a' and c <= 'z') or (c >= 'A' and c <= 'Z') or (c >= '0' and c <= '9') or c == '-' or
                       c == '.' or c == '_' or c == '~' or (slashes and c == '/');
    if (plain) {
      out += c;
      continue;
    }
    auto const byte = static_cast<unsigned char>(c);
    out += '%';
    out += digits[byte >> 4];
    out += digits[byte & 15];
  }
  return out;
}

std::string canonical_query(Fields const& query) {
  Fields sorted;
  for (auto const& [name, value] : query) sorted.emplace_back(encoded(name), encoded(value));
  std::sort(sorted.begin(), sorted.end());
  std::string out;
  for (auto const& [name, value] : sorted) out += (out.empty() ? "" : "&") + name + "=" + value;
  return out;
}

Fields signed_fields(ToSign const& what, Credentials const& credentials, Instant now) {
  auto const date = amz_date(now), day = date.substr(0, 8);
  auto fields = what.fields;
  fields.emplace_back("host", what.host);
  fields.emplace_back("x-amz-date", date);
  fields.emplace_back("x-amz-content-sha256", what.payload_hash);
  std::sort(fields.begin(), fields.end());
  std::string canonical = what.method + "\n" + what.path + "\n" + canonical_query(what.query) + "\n", names;
  for (auto const& [name, value] : fields) {
    canonical += name + ":" + value + "\n";
    names += (names.empty() ? "" : ";") + name;
  }
  canonical += "\n" + names + "\n" + what.payload_hash;
  auto const scope = day + "/" + credentials.region + "/s3/aws4_request";
  auto const text = "AWS4-HMAC-SHA256\n" + date + "\n" + scope + "\n" + crypto::sha256_hex(canonical);
  auto const key = mac(mac(mac(mac("AWS4" + credentials.secret, day), credentials.region), "s3"), "aws4_request");
  fields.emplace_back("authorization", "AWS4-HMAC-SHA256 Credential=" + credentials.key_id + "/" + scope +
                                           ",SignedHeaders=" + names + ",Signature=" + crypto::hmac_hex(key, text));
  return fields;
}

}  // namespace kreislauf::calls

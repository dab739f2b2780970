#include "administration/delivery/rules/submission.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>

namespace kreislauf::delivery {

namespace {

namespace json = boost::json;

constexpr std::string_view metadata_schema = "https://schema.fitko.de/fit-connect/metadata/1.0.0/metadata.schema.json";

json::object hash_of(std::string const& sha512) { return {{"type", "sha512"}, {"content", sha512}}; }

json::object service_of(std::string const& key, std::string const& name) {
  return {{"name", name}, {"identifier", urn_of(key)}};
}

}  // namespace

std::string new_uuid(crypto::Random& random) {
  auto hex = random.hex(16);
  hex[12] = '4';
  constexpr std::string_view variants = "89ab";
  auto const nibble = hex[16] <= '9' ? hex[16] - '0' : hex[16] - 'a' + 10;
  hex[16] = variants[static_cast<std::size_t>(nibble % 4)];
  return fmt::format("{}-{}-{}-{}-{}", hex.substr(0, 8), hex.substr(8, 4), hex.substr(12, 4), hex.substr(16, 4),
                     hex.substr(20));
}

bool is_uuid(std::string_view text) {
  if (text.size() != 36) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    bool const dash = i == 8 or i == 13 or i == 18 or i == 23;
    bool const digit = (text[i] >= '0' and text[i] <= '9') or (text[i] >= 'a' and text[i] <= 'f') or
                       (text[i] >= 'A' and text[i] <= 'F');
    if (dash ? text[i] != '-' : not digit) return false;
  }
  return true;
}

std::string urn_of(std::string_view service_key) { return fmt::format("urn:de:fim:leika:leistung:{}", service_key); }

std::string written(Announcement const& a) {
  json::array attachments;
  for (auto const& id : a.attachments) attachments.emplace_back(id);
  json::object out{{"destinationId", a.destination},
                   {"announcedAttachments", std::move(attachments)},
                   {"serviceType", service_of(a.service_key, a.service_name)}};
  if (not a.callback_url.empty()) out["callback"] = {{"url", a.callback_url}, {"secret", a.callback_secret}};
  return json::serialize(out);
}

std::string written(Metadata const& m) {
  json::array attachments;
  for (auto const& one : m.attachments)
    attachments.push_back({{"attachmentId", one.id},
                           {"hash", hash_of(one.sha512)},
                           {"purpose", one.document ? "form" : "attachment"},
                           {"filename", one.name},
                           {"mimeType", one.type}});
  return json::serialize(
      json::object{{"$schema", metadata_schema},
                   {"contentStructure",
                    {{"data",
                      {{"hash", hash_of(m.data_sha512)},
                       {"submissionSchema", {{"schemaUri", m.form_schema}, {"mimeType", "application/json"}}}}},
                     {"attachments", std::move(attachments)}}},
                   {"publicServiceType", service_of(m.service_key, m.service_name)},
                   {"additionalReferenceInfo", {{"senderReference", m.number}, {"applicationDate", m.sent_on}}}});
}

}  // namespace kreislauf::delivery

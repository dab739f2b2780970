#include "tests/support/delivery_service.h"

#include <fmt/format.h>

#include <boost/json.hpp>

#include "base/text.h"

namespace kreislauf::test {

namespace {

namespace json = boost::json;
namespace jose = crypto::jose;

constexpr std::string_view bearer = "Bearer a-token-of-the-service", token_type = "secevent+jwt",
                           events_url = "https://schema.fitko.de/fit-connect/events/";
constexpr unsigned bits = 4096;

bool has_field(calls::Call const& call, std::string_view name, std::string_view value) {
  for (auto const& [key, text] : call.fields)
    if (key == name and text == value) return true;
  return false;
}

}  // namespace

jose::Jwk const& DeliveryService::lock() {
  static jose::Jwk const made{"lock-1", crypto::RsaKey::make(bits)};
  return made;
}
jose::Jwk const& DeliveryService::pen() {
  static jose::Jwk const made{"pen-1", crypto::RsaKey::make(bits)};
  return made;
}
jose::Jwk const& DeliveryService::service_pen() {
  static jose::Jwk const made{"service-1", crypto::RsaKey::make(bits)};
  return made;
}

DeliveryService::DeliveryService(Clock const& clock)
    : published_lock{jose::written_jwk(lock(), jose::Use::wrap)}, clock_{clock} {}

calls::Answer DeliveryService::call(calls::Call const& call) {
  ++calls_made;
  if (call.url == token_url) {
    bool const known = call.body == "grant_type=client_credentials&client_id=amt&client_secret=geheim%2B1";
    return known ? calls::Answer{.status = 200, .body = R"({"access_token":"a-token-of-the-service","expires_in":600})"}
                 : calls::Answer{.status = 401, .body = "{}"};
  }
  if (not std::string_view{call.url}.starts_with(place)) return {.problem = "no such host"};
  auto const path = call.url.substr(place.size());
  auto const mischief = decide ? decide(call.method, path) : Mischief::none;
  if (mischief == Mischief::lost) return {.problem = "the request was lost"};
  if (mischief == Mischief::fail_first) return {.status = 500, .body = "{}"};
  if (not has_field(call, "Authorization", bearer)) return {.status = 401, .body = "{}"};
  auto answer = handle(call, path);
  if (mischief == Mischief::late) return {.problem = "the answer was lost"};
  if (mischief == Mischief::nonsense) answer.body = "<html>Wartung</html>";
  return answer;
}

calls::Answer DeliveryService::handle(calls::Call const& call, std::string const& path) {
  auto const parts = text::split(path, '/');
  auto const here = fmt::format("/v1/destinations/{}", destination);
  if (path == here)
    return {.status = 200,
            .body = fmt::format(R"({{"encryptionKid":"lock-1","status":"{}","services":[{{"submissionSchemas":)"
                                R"([{{"schemaUri":"{}","mimeType":"application/json"}}]}}]}})",
                                active ? "active" : "inactive", schema)};
  if (path == here + "/keys/lock-1") return {.status = 200, .body = published_lock};
  if (path == here + "/keys/pen-1") return {.status = 200, .body = jose::written_jwk(pen(), jose::Use::verify)};
  if (path == "/.well-known/jwks.json")
    return {.status = 200, .body = R"({"keys":[)" + jose::written_jwk(service_pen(), jose::Use::verify) + "]}"};
  if (call.method == "POST" and path == "/v1/submissions") return create(call.body);
  auto* found = parts.size() > 3 ? find(parts[3].substr(0, 36)) : nullptr;
  if (found == nullptr) return {.status = 404, .body = "{}"};
  if (parts[2] == "cases") {
    json::array log;
    for (auto const& one : found->log) log.emplace_back(one);
    return {.status = 200, .body = json::serialize(json::object{{"eventLog", std::move(log)}})};
  }
  if (parts.size() == 6) {
    found->attachments[std::string{parts[5]}] = call.body;
    return {.status = 204};
  }
  return submit(*found, call.body);
}

std::string DeliveryService::uuid() { return fmt::format("a1b2c3d4-0000-4000-8000-{:012}", ++made_); }

calls::Answer DeliveryService::create(std::string_view body) {
  Submission made{.id = uuid(), .case_id = uuid(), .announcement = std::string{body}};
  submissions.push_back(std::move(made));
  service_says(last(), "create-submission");
  return {.status = 201, .body = fmt::format(R"({{"submissionId":"{}","caseId":"{}"}})", last().id, last().case_id)};
}

calls::Answer DeliveryService::submit(Submission& s, std::string_view body) {
  auto const value = json::parse(body);
  if (s.handed_over > 0) return {.status = 409, .body = "{}"};
  auto const announcement = json::parse(s.announcement);
  if (announcement.at("announcedAttachments").as_array().size() != s.attachments.size())
    return {.status = 400, .body = "{}"};
  ++s.handed_over;
  s.metadata = value.at("encryptedMetadata").as_string();
  s.data = value.at("encryptedData").as_string();
  service_says(s, "submit-submission");
  return {.status = 200, .body = "{}"};
}

DeliveryService::Submission* DeliveryService::find(std::string_view id) {
  for (auto& one : submissions)
    if (one.id == id or one.case_id == id) return &one;
  return nullptr;
}

std::string DeliveryService::opened(std::string const& encrypted) const {
  return jose::decrypted(lock().key, encrypted).value_or("(cannot be opened)");
}

std::string DeliveryService::tags_of(Submission const& s) const {
  json::object attachments;
  for (auto const& [id, text] : s.attachments) attachments[id] = jose::tag_of(text);
  return json::serialize(json::object{{"authenticationTags",
                                       {{"metadata", jose::tag_of(s.metadata)},
                                        {"data", jose::tag_of(s.data)},
                                        {"attachments", std::move(attachments)}}}});
}

DeliveryService::Claim DeliveryService::claim_of(Submission const& s, std::string kind, std::string more) const {
  return {std::string{destination},
          s.id,
          s.case_id,
          std::move(kind),
          std::move(more),
          std::chrono::duration_cast<std::chrono::seconds>(clock_.now().time_since_epoch()).count()};
}

std::string DeliveryService::token(Claim const& c, jose::Jwk const& key) const {
  return jose::signed_token(
      key,
      json::serialize(json::object{{"jti", fmt::format("{}-{}", c.submission, c.kind)},
                                   {"iss", c.issuer},
                                   {"iat", c.at},
                                   {"sub", "submission:" + c.submission},
                                   {"txn", "case:" + c.case_id},
                                   {"events", {{fmt::format("{}{}", events_url, c.kind), json::parse(c.more)}}}}),
      token_type);
}

void DeliveryService::accept(Submission& s) {
  s.log.push_back(token(claim_of(s, "accept-submission", tags_of(s)), pen()));
}

void DeliveryService::reject(Submission& s, std::string_view problems) {
  s.log.push_back(token(claim_of(s, "reject-submission", fmt::format(R"({{"problems":{}}})", problems)), pen()));
}

void DeliveryService::service_says(Submission& s, std::string_view kind) {
  auto claim = claim_of(s, std::string{kind}, "{}");
  claim.issuer = place;
  s.log.push_back(token(claim, service_pen()));
}

}  // namespace kreislauf::test

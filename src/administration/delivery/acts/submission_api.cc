#include "administration/delivery/acts/submission_api.h"

#include <fmt/format.h>

#include <boost/json.hpp>

#include "administration/delivery/rules/submission.h"
#include "platform/calls/signature.h"

namespace kreislauf::delivery {

namespace {

namespace json = boost::json;
namespace jose = crypto::jose;

constexpr std::chrono::seconds patience{15};
constexpr std::size_t most_of_answer = 4'000'000, page_of_log = 500, most_events = 2000, most_keys = 8;
constexpr int least_bits = 4096;
constexpr int success = 200, not_success = 300, client_error = 400, unauthorised = 401, not_found = 404,
              timed_out = 408, conflict = 409, gone = 410, too_many = 429, server_error = 500;

std::optional<json::object> object_in(std::string_view text) {
  boost::system::error_code error;
  auto value = json::parse(text, error);
  if (error or not value.is_object()) return std::nullopt;
  return std::move(value.as_object());
}

std::string text_in(json::object const& object, std::string_view name) {
  auto const* value = object.if_contains(name);
  return value != nullptr and value->is_string() ? std::string{value->as_string()} : std::string{};
}

json::array const* array_in(json::object const& object, std::string_view name) {
  auto const* value = object.if_contains(name);
  return value != nullptr and value->is_array() ? &value->as_array() : nullptr;
}

/// What was done already, or is being done, is not refused: it is asked about.
SubmissionApi::Reply::Kind kind_of(int status) {
  using Kind = SubmissionApi::Reply::Kind;
  if (status >= success and status < not_success) return Kind::done;
  if (status == not_found or status == gone) return Kind::gone;
  bool const says_nothing = status < client_error or status >= server_error or status == unauthorised or
                            status == timed_out or status == conflict or status == too_many;
  return says_nothing ? Kind::silent : Kind::refused;
}

/// Each service of a destination with the schemas it takes.
std::vector<std::string> schemas_in(json::object const& destination) {
  std::vector<std::string> schemas;
  auto const* services = array_in(destination, "services");
  if (services == nullptr) return schemas;
  for (auto const& service : *services) {
    auto const* some = service.is_object() ? array_in(service.as_object(), "submissionSchemas") : nullptr;
    if (some == nullptr) continue;
    for (auto const& one : *some)
      if (one.is_object()) schemas.push_back(text_in(one.as_object(), "schemaUri"));
  }
  return schemas;
}

}  // namespace

SubmissionApi::Reply SubmissionApi::ask(calls::Call const& call) {
  auto const answer = caller_.call(call);
  return {answer.status == 0 ? Reply::Kind::silent : kind_of(answer.status), answer.status, answer.body};
}

/// RFC 6749 § 4.4: client credentials.
SubmissionApi::Reply SubmissionApi::ask_token() {
  auto const body = fmt::format("grant_type=client_credentials&client_id={}&client_secret={}",
                                calls::encoded(to_.client), calls::encoded(secret_));
  auto reply = ask({.method = "POST",
                    .url = to_.token_url,
                    .fields = {{"Accept", "application/json"}, {"Content-Type", "application/x-www-form-urlencoded"}},
                    .body = body,
                    .most = most_of_answer,
                    .silence = patience});
  if (not reply.done()) return reply;
  auto const object = object_in(reply.body);
  token_ = object ? text_in(*object, "access_token") : std::string{};
  // What would begin another line of the head is no token.
  if (token_.empty() or token_.find_first_of("\r\n ") != std::string::npos) {
    token_.clear();
    reply.kind = Reply::Kind::silent;
  }
  return reply;
}

SubmissionApi::Reply SubmissionApi::send(std::string_view method, std::string const& path, std::string const& body,
                                         std::string_view type) {
  if (token_.empty()) {
    if (auto reply = ask_token(); token_.empty()) return reply;
  }
  return ask({.method = std::string{method},
              .url = to_.place + path,
              .fields = {{"Accept", "application/json"},
                         {"Content-Type", std::string{type}},
                         {"Authorization", "Bearer " + token_}},
              .body = body,
              .most = most_of_answer,
              .silence = patience});
}

SubmissionApi::Told SubmissionApi::destination() {
  Told told{send("GET", fmt::format("/v1/destinations/{}", calls::encoded(to_.destination))), {}};
  auto const object = told.reply.done() ? object_in(told.reply.body) : std::nullopt;
  if (object)
    told.place = Place{text_in(*object, "encryptionKid"), text_in(*object, "status") == "active", schemas_in(*object)};
  else if (told.reply.done())
    told.reply.kind = Reply::Kind::silent;
  return told;
}

Result<jose::Jwk> SubmissionApi::kept(std::string const& name, FunctionRef<Result<jose::Jwk>()> fetch) {
  if (auto const known = keys_.find(name); known != keys_.end()) return known->second;
  if (keys_.size() >= most_keys) return failure("the log names too many keys");
  return keys_.emplace(name, fetch()).first->second;
}

Result<jose::Jwk> SubmissionApi::key(std::string_view kid, jose::Use use) {
  return kept(fmt::format("{} {}", use == jose::Use::wrap ? "lock" : "pen", kid), [&]() -> Result<jose::Jwk> {
    auto const reply =
        send("GET", fmt::format("/v1/destinations/{}/keys/{}", calls::encoded(to_.destination), calls::encoded(kid)));
    if (not reply.done()) return failure("the service has given no key");
    auto found = jose::read_jwk(reply.body, use, least_bits);
    if (found and found->kid != kid) return failure("the service has given another key");
    return found;
  });
}

Result<jose::Jwk> SubmissionApi::own_key(std::string_view kid) {
  return kept(fmt::format("own {}", kid), [&]() -> Result<jose::Jwk> {
    auto const reply = send("GET", "/.well-known/jwks.json");
    if (not reply.done()) return failure("the service has given no keys");
    return jose::read_jwk_of_set(reply.body, kid, jose::Use::verify, least_bits);
  });
}

SubmissionApi::Created SubmissionApi::create(std::string const& announcement) {
  Created created{send("POST", "/v1/submissions", announcement)};
  if (not created.reply.done()) return created;
  auto const object = object_in(created.reply.body);
  created.submission = object ? text_in(*object, "submissionId") : std::string{};
  created.case_id = object ? text_in(*object, "caseId") : std::string{};
  // They become parts of addresses.
  if (not is_uuid(created.submission) or not is_uuid(created.case_id)) created.reply.kind = Reply::Kind::silent;
  return created;
}

SubmissionApi::Reply SubmissionApi::put_attachment(std::string_view submission, std::string_view attachment,
                                                   std::string const& encrypted) {
  return send("PUT", fmt::format("/v1/submissions/{}/attachments/{}", submission, attachment), encrypted,
              "application/jose");
}

SubmissionApi::Reply SubmissionApi::submit(std::string_view submission, std::string const& metadata,
                                           std::string const& data) {
  return send("PUT", fmt::format("/v1/submissions/{}", submission),
              json::serialize(json::object{{"encryptedMetadata", metadata}, {"encryptedData", data}}));
}

SubmissionApi::Log SubmissionApi::events(std::string_view case_id) {
  Log log;
  for (std::size_t offset = 0; offset < most_events; offset += page_of_log) {
    log.reply = send("GET", fmt::format("/v1/cases/{}/events?limit={}&offset={}", case_id, page_of_log, offset));
    auto const object = log.reply.done() ? object_in(log.reply.body) : std::nullopt;
    auto const* tokens = object ? array_in(*object, "eventLog") : nullptr;
    if (tokens == nullptr) {
      if (log.reply.done()) log.reply.kind = Reply::Kind::silent;
      return log;
    }
    for (auto const& one : *tokens)
      if (one.is_string()) log.tokens.emplace_back(one.as_string());
    if (tokens->size() < page_of_log) break;
  }
  return log;
}

}  // namespace kreislauf::delivery

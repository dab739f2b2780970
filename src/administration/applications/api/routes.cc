#include "administration/applications/api/api.h"

namespace kreislauf::applications::api {

using authority::ApiSchema, authority::bind;

namespace {

constexpr ApiSchema service_schema{"ApplicationService", R"({
  "type": "object", "required": ["key", "slug", "name", "feeCents", "feeByAnswers", "mustBeProven", "files",
    "signers", "page", "self"],
  "properties": {
    "key": {"type": "string"},
    "slug": {"type": "string"},
    "name": {"type": "string"},
    "feeCents": {"type": ["integer", "null"]},
    "feeByAnswers": {"type": "boolean"},
    "mustBeProven": {"type": "boolean"},
    "files": {"type": "array", "items": {"type": "string"}},
    "signers": {"type": "array", "items": {"type": "object", "required": ["role", "mail"], "properties": {
      "role": {"type": "string"}, "mail": {"type": "string"}}}},
    "page": {"type": "string", "format": "uri"},
    "self": {"type": "string", "format": "uri"},
    "version": {"type": "string"},
    "answers": {"type": "object"}}})"};
constexpr ApiSchema service_list{"ApplicationServiceList", R"({
  "type": "object", "required": ["items"], "additionalProperties": false, "properties": {
    "items": {"type": "array", "items": {"$ref": "#/components/schemas/ApplicationService"}}}})"};
constexpr ApiSchema application_request{"ApplicationRequest", R"({
  "type": "object", "required": ["answers", "confirmed"], "additionalProperties": false, "properties": {
    "answers": {"type": "object"},
    "confirmed": {"const": true},
    "language": {"enum": ["de", "en", "tr", "uk", "ar"]},
    "feeCents": {"type": "integer"}}})"};
constexpr ApiSchema sent_application{"SentApplication", R"({
  "type": "object", "required": ["number", "code", "receivedAt", "feeCents", "url"], "additionalProperties": false,
  "properties": {
    "number": {"type": "string", "pattern": "^[0-9]{4}-[0-9]{6}$"},
    "code": {"type": "string"},
    "receivedAt": {"type": "string", "format": "date-time"},
    "feeCents": {"type": ["integer", "null"]},
    "url": {"type": "string", "format": "uri"}}})"};
constexpr ApiSchema waiting_application{"WaitingApplication", R"({
  "type": "object", "required": ["state", "reference", "code", "waitsFor", "url"], "additionalProperties": false,
  "description": "It waits for the signature of somebody else; reference and code tell its status until then.",
  "properties": {
    "state": {"const": "to_cosign"},
    "reference": {"type": "string", "pattern": "^E-[0-9]+$"},
    "code": {"type": "string"},
    "waitsFor": {"type": "array", "items": {"type": "object", "required": ["role", "until"], "properties": {
      "role": {"type": "string"}, "until": {"type": "string", "format": "date"}}}},
    "url": {"type": "string", "format": "uri"}}})"};
constexpr ApiSchema fee_request{"ApplicationFeeRequest", R"({
  "type": "object", "required": ["answers"], "additionalProperties": false, "properties": {
    "answers": {"type": "object"},
    "language": {"enum": ["de", "en", "tr", "uk", "ar"]}}})"};
constexpr ApiSchema application_fee{"ApplicationFee", R"({
  "type": "object", "required": ["feeCents", "later", "reasons"], "additionalProperties": false, "properties": {
    "feeCents": {"type": ["integer", "null"]},
    "later": {"type": "boolean"},
    "reasons": {"type": "array", "items": {"type": "object", "required": ["text", "law"], "properties": {
      "text": {"type": "string"}, "law": {"type": "string"}}}}}})"};
constexpr ApiSchema status_request{"ApplicationStatusRequest", R"({
  "type": "object", "required": ["number", "code"], "additionalProperties": false, "properties": {
    "number": {"type": "string"},
    "code": {"type": "string"}}})"};
constexpr ApiSchema application_status{"ApplicationStatus", R"({
  "type": "object", "additionalProperties": false,
  "required": ["number", "service", "state", "receivedAt", "takenAt", "settledAt", "url"], "properties": {
    "number": {"type": ["string", "null"]},
    "service": {"type": "string"},
    "state": {"enum": ["to_cosign", "submitted", "delivered", "accepted", "rejected", "withdrawn", "passed_on"]},
    "receivedAt": {"type": ["string", "null"], "format": "date-time"},
    "takenAt": {"type": ["string", "null"]},
    "settledAt": {"type": ["string", "null"]},
    "url": {"type": "string", "format": "uri"}}})"};

}  // namespace

std::vector<ApiSchema> schemas() {
  return {service_schema, service_list,    application_request, sent_application,  waiting_application,
          fee_request,    application_fee, status_request,      application_status};
}

void add_routes(authority::Rows& rows, Applications& module) {
  authority::Parameter const slug{"dienst", "path", "name of the service in addresses"};
  rows.open("/api/v1/applications/services", bind(module, &services), "Services that can be applied for here")
      .waits()
      .api({.answers = "ApplicationServiceList"});
  rows.open("/api/v1/applications/services/{dienst}", bind(module, &service), "What is asked for a service, as schema")
      .waits()
      .api({.answers = "ApplicationService", .parameters = {slug}});
  rows.open("/api/v1/applications/services/{dienst}/openapi.json", bind(module, &service_openapi),
            "The same as an OpenAPI document")
      .waits();
  rows.form("/api/v1/applications/services/{dienst}", 12'000_KB, bind(module, &submit_one),
            "Send an application, with its files as multipart/form-data")
      .with_files()
      .api({.answers = "SentApplication",
            .parameters = {slug,
                           {"Idempotency-Key", "header",
                            "a new random text for each application, the same one when you try again: it is sent "
                            "once"}},
            .takes = "ApplicationRequest",
            .success = 201});
  rows.form("/api/v1/applications/services/{dienst}/fee", 256_KB, bind(module, &fee_of_answers),
            "What an application would cost")
      .api({.answers = "ApplicationFee", .parameters = {slug}, .takes = "ApplicationFeeRequest"});
  rows.form("/api/v1/applications/status", 8_KB, bind(module, &status), "How far an application is")
      .api({.answers = "ApplicationStatus", .takes = "ApplicationStatusRequest"});
}

}  // namespace kreislauf::applications::api

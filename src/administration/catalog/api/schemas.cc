#include "administration/catalog/api/api.h"

namespace kreislauf::catalog::api {

namespace {

constexpr std::string_view suggestions = R"json({"type": "object", "required": ["suggestions"],
  "additionalProperties": false, "properties": {"suggestions": {"type": "array", "items": {
  "type": "object", "required": ["text", "url", "kind"], "properties": {
  "text": {"type": "string"}, "url": {"type": "string"}, "kind": {"type": "string"}}}}}})json";

constexpr std::string_view service_summary = R"json({"type": "object",
  "required": ["key", "slug", "name", "officialName", "described", "url"], "properties": {
  "key": {"type": "string"}, "slug": {"type": "string"}, "name": {"type": "string"},
  "officialName": {"type": "string"}, "described": {"type": "boolean"},
  "keyIs": {"enum": ["exact", "nearest"]}, "url": {"type": "string"},
  "score": {"type": "number"},
  "match": {"type": "number", "minimum": 0, "maximum": 1}}})json";

constexpr std::string_view service_list = R"json({"type": "object", "required": ["items", "next"],
  "additionalProperties": false, "properties": {
  "items": {"type": "array", "items": {"$ref": "#/components/schemas/ServiceSummary"}},
  "next": {"type": ["string", "null"]}, "didYouMean": {"type": ["string", "null"]}}})json";

constexpr std::string_view competence_object = R"json({"type": "object",
  "required": ["small", "medium", "large", "independent", "basis"], "properties": {
  "small": {"$ref": "#/components/schemas/Level"}, "medium": {"$ref": "#/components/schemas/Level"},
  "large": {"$ref": "#/components/schemas/Level"}, "independent": {"$ref": "#/components/schemas/Level"},
  "basis": {"type": "string"}}})json";

constexpr std::string_view level =
    R"json({"enum": ["municipality", "district", "state", "federal", "other", "unknown"]})json";

constexpr std::string_view responsible = R"json({"type": "object", "required": ["level"], "properties": {
  "level": {"$ref": "#/components/schemas/Level"}, "authority": {"type": "string"}, "name": {"type": "string"},
  "agreement": {"type": "object"}}})json";

constexpr std::string_view service_object = R"json({"allOf": [{"$ref": "#/components/schemas/ServiceSummary"},
  {"type": "object", "required": ["legalBasis", "competence", "fee", "processingTime", "channels", "texts"],
  "properties": {
  "legalBasis": {"type": "array", "items": {"type": "object", "required": ["law", "place", "title"]}},
  "competence": {"$ref": "#/components/schemas/Competence"},
  "responsible": {"$ref": "#/components/schemas/Responsible"},
  "fee": {"type": "object", "required": ["kind"], "properties": {
    "kind": {"enum": ["unknown", "free", "fixed", "range", "local", "usual"]}, "minCents": {"type": "integer"},
    "maxCents": {"type": "integer"}}},
  "processingTime": {"type": "object", "required": ["kind"]}, "channels": {"type": "object"},
  "texts": {"type": "object", "additionalProperties": {"type": "object", "required": ["name", "teaser"]}}}}]})json";

constexpr std::string_view competence_list = R"json({"type": "object",
  "required": ["authority", "status", "items", "next"], "additionalProperties": false, "properties": {
  "authority": {"type": "string"}, "status": {"type": "string"}, "next": {"type": ["string", "null"]},
  "items": {"type": "array", "items": {
    "type": "object", "required": ["key", "name", "competence", "responsible"], "properties": {
    "key": {"type": "string"}, "name": {"type": "string"},
    "competence": {"$ref": "#/components/schemas/Competence"},
    "responsible": {"$ref": "#/components/schemas/Responsible"}}}}}})json";

constexpr std::string_view change_list = R"json({"type": "object", "required": ["items"],
  "additionalProperties": false, "properties": {"items": {"type": "array", "items": {
  "type": "object", "required": ["seq", "at", "key", "kind", "title"], "properties": {
  "seq": {"type": "integer"}, "at": {"type": "string"}, "key": {"type": "string"},
  "kind": {"enum": ["added", "changed", "removed"]}, "title": {"type": "string"}}}}}})json";

}  // namespace

std::vector<authority::ApiSchema> schemas() {
  return {{"Suggestions", suggestions},
          {"ServiceSummary", service_summary},
          {"ServiceList", service_list},
          {"Competence", competence_object},
          {"Level", level},
          {"Responsible", responsible},
          {"Service", service_object},
          {"CompetenceList", competence_list},
          {"ChangeList", change_list}};
}

}  // namespace kreislauf::catalog::api

#include "authority/api/api.h"

namespace kreislauf::authority::api {

namespace {

constexpr std::string_view problem =
    R"json({"type": "object", "required": ["type", "title", "status", "detail"], "properties": {
  "type": {"type": "string"}, "title": {"type": "string"}, "status": {"type": "integer"}, "detail": {"type": "string"},
  "code": {"enum": ["key_missing", "key_reused", "invalid", "time_taken", "expired", "cancelled", "wrong_state",
    "too_late", "too_many", "too_fast",
    "no_key", "other_office", "read_only", "no_revision", "stale", "not_now"]},
  "errors": {"type": "object", "additionalProperties": {"type": "string"}}, "state": {"type": "string"},
  "limit": {"type": "integer"}, "next": {"type": "array", "items": {"$ref": "#/components/schemas/FreeTime"}}}})json";

constexpr std::string_view authority_object = R"json({"type": "object",
  "required": ["key", "name", "fullName", "status", "district", "population", "postalCodes", "url"], "properties": {
  "key": {"type": "string", "pattern": "^[0-9]{5}([0-9]{3})?$"}, "name": {"type": "string"},
  "fullName": {"type": "string"}, "status": {"enum": ["small", "medium", "large", "independent", "district"]},
  "district": {"type": "string", "pattern": "^[0-9]{5}$"}, "population": {"type": "integer", "minimum": 0},
  "postalCodes": {"type": "array", "items": {"type": "string", "pattern": "^[0-9]{5}$"}}, "url": {"type": "string"},
  "longitude": {"type": "number"}, "latitude": {"type": "number"},
  "members": {"type": "array", "items": {"type": "string"}}}})json";

constexpr std::string_view authority_list = R"json({"type": "object", "required": ["items", "next"],
  "additionalProperties": false, "properties": {
  "items": {"type": "array", "items": {"$ref": "#/components/schemas/Authority"}},
  "next": {"type": ["string", "null"]}}})json";

constexpr std::string_view office_object = R"json({"type": "object",
  "required": ["id", "name", "kinds", "street", "postalCode", "place", "phone", "email", "openNow",
    "openingHours", "days", "accessibility", "sample"], "properties": {
  "id": {"type": "string"}, "name": {"type": "string"}, "kinds": {"type": "array", "items": {"type": "string"}},
  "street": {"type": "string"}, "postalCode": {"type": "string"}, "place": {"type": "string"},
  "phone": {"type": "string"}, "email": {"type": "string"}, "openNow": {"type": "boolean"},
  "openingHours": {"type": "object", "description": "the seven days from today by weekday, closures left out",
    "additionalProperties": {"type": "array", "items": {"$ref": "#/components/schemas/Hours"}}},
  "days": {"type": "array", "description": "fourteen days from today", "items": {
    "type": "object", "required": ["date", "open", "walkIn", "closed"], "properties": {
    "date": {"type": "string", "format": "date"},
    "open": {"type": "array", "items": {"$ref": "#/components/schemas/Hours"}},
    "walkIn": {"description": "without appointment; null where that is not known", "anyOf": [{"type": "null"},
      {"type": "array", "items": {"$ref": "#/components/schemas/Hours"}}]},
    "closed": {"type": "array", "items": {"$ref": "#/components/schemas/Hours"}}}}},
  "accessibility": {"type": "array", "items": {"type": "string"}}, "sample": {"type": "boolean"}}})json";

constexpr std::string_view hours_object = R"json({"type": "object", "required": ["from", "to"], "properties": {
  "from": {"type": "string", "pattern": "^[0-2][0-9]:[0-5][0-9]$"},
  "to": {"type": "string", "pattern": "^[0-2][0-9]:[0-5][0-9]$"},
  "reason": {"type": "string", "description": "of a closure, in German"}}})json";

constexpr std::string_view office_list = R"json({"type": "object", "required": ["items"],
  "additionalProperties": false, "properties": {
  "items": {"type": "array", "items": {"$ref": "#/components/schemas/Office"}}}})json";

constexpr std::string_view delegation_list = R"json({"type": "object", "required": ["items"],
  "additionalProperties": false, "properties": {"items": {"type": "array", "items": {
  "type": "object", "required": ["service", "from", "to", "form", "basis", "since"], "properties": {
  "service": {"type": "string"}, "from": {"type": "string"}, "to": {"type": "string"},
  "form": {"enum": ["delegation", "mandate"]}, "basis": {"type": "string"}, "since": {"type": "string"}}}}}})json";

}  // namespace

std::vector<ApiSchema> schemas() {
  return {{"Problem", problem},      {"Authority", authority_object}, {"AuthorityList", authority_list},
          {"Office", office_object}, {"OfficeList", office_list},     {"DelegationList", delegation_list},
          {"Hours", hours_object}};
}

}  // namespace kreislauf::authority::api

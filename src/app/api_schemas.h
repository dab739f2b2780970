#pragma once

#include <string_view>

namespace kreislauf::app {

/// JSON Schemas of the API's answers. A test validates live answers against them.
inline constexpr std::string_view api_schemas = R"json({
  "Problem": {"type": "object", "required": ["type", "title", "status", "detail"], "properties": {
    "type": {"type": "string"}, "title": {"type": "string"}, "status": {"type": "integer"}, "detail": {"type": "string"}}},
  "Suggestions": {"type": "object", "required": ["suggestions"], "additionalProperties": false, "properties": {"suggestions": {"type": "array", "items": {
    "type": "object", "required": ["text", "url", "kind"], "properties": {"text": {"type": "string"}, "url": {"type": "string"}, "kind": {"type": "string"}}}}}},
  "Authority": {"type": "object", "required": ["key", "name", "fullName", "status", "district", "population", "postalCodes", "url"], "properties": {
    "key": {"type": "string", "pattern": "^[0-9]{5}([0-9]{3})?$"}, "name": {"type": "string"}, "fullName": {"type": "string"},
    "status": {"enum": ["small", "medium", "large", "independent", "district"]}, "district": {"type": "string", "pattern": "^[0-9]{5}$"},
    "population": {"type": "integer", "minimum": 0}, "postalCodes": {"type": "array", "items": {"type": "string", "pattern": "^[0-9]{5}$"}},
    "url": {"type": "string"}, "longitude": {"type": "number"}, "latitude": {"type": "number"}, "members": {"type": "array", "items": {"type": "string"}}}},
  "AuthorityList": {"type": "object", "required": ["items", "next"], "additionalProperties": false, "properties": {
    "items": {"type": "array", "items": {"$ref": "#/components/schemas/Authority"}}, "next": {"type": ["string", "null"]}}},
  "Office": {"type": "object", "required": ["id", "name", "kinds", "street", "postalCode", "place", "phone", "email", "openingHours", "accessibility", "sample"], "properties": {
    "id": {"type": "string"}, "name": {"type": "string"}, "kinds": {"type": "array", "items": {"type": "string"}}, "street": {"type": "string"},
    "postalCode": {"type": "string"}, "place": {"type": "string"}, "phone": {"type": "string"}, "email": {"type": "string"},
    "openingHours": {"type": "object", "additionalProperties": {"type": "array", "items": {"type": "object", "required": ["from", "to"], "properties": {
      "from": {"type": "string", "pattern": "^[0-2][0-9]:[0-5][0-9]$"}, "to": {"type": "string", "pattern": "^[0-2][0-9]:[0-5][0-9]$"}}}}},
    "accessibility": {"type": "array", "items": {"type": "string"}}, "sample": {"type": "boolean"}}},
  "OfficeList": {"type": "object", "required": ["items"], "additionalProperties": false, "properties": {"items": {"type": "array", "items": {"$ref": "#/components/schemas/Office"}}}},
  "DelegationList": {"type": "object", "required": ["items"], "additionalProperties": false, "properties": {"items": {"type": "array", "items": {
    "type": "object", "required": ["service", "from", "to", "form", "basis", "since"], "properties": {"service": {"type": "string"}, "from": {"type": "string"},
      "to": {"type": "string"}, "form": {"enum": ["delegation", "mandate"]}, "basis": {"type": "string"}, "since": {"type": "string"}}}}}},
  "ServiceSummary": {"type": "object", "required": ["key", "slug", "name", "officialName", "described", "url"], "properties": {
    "key": {"type": "string"}, "slug": {"type": "string"}, "name": {"type": "string"}, "officialName": {"type": "string"},
    "described": {"type": "boolean"}, "url": {"type": "string"}, "score": {"type": "number"}}},
  "ServiceList": {"type": "object", "required": ["items", "next"], "additionalProperties": false, "properties": {
    "items": {"type": "array", "items": {"$ref": "#/components/schemas/ServiceSummary"}}, "next": {"type": ["string", "null"]}, "didYouMean": {"type": ["string", "null"]}}},
  "Competence": {"type": "object", "required": ["small", "medium", "large", "independent", "basis"], "properties": {
    "small": {"$ref": "#/components/schemas/Level"}, "medium": {"$ref": "#/components/schemas/Level"}, "large": {"$ref": "#/components/schemas/Level"},
    "independent": {"$ref": "#/components/schemas/Level"}, "basis": {"type": "string"}}},
  "Level": {"enum": ["municipality", "district", "state", "federal", "other", "unknown"]},
  "Responsible": {"type": "object", "required": ["level"], "properties": {"level": {"$ref": "#/components/schemas/Level"}, "authority": {"type": "string"},
    "name": {"type": "string"}, "agreement": {"type": "object"}}},
  "Service": {"allOf": [{"$ref": "#/components/schemas/ServiceSummary"}, {"type": "object",
    "required": ["legalBasis", "competence", "fee", "processingTime", "channels", "texts"], "properties": {
    "legalBasis": {"type": "array", "items": {"type": "object", "required": ["law", "place", "title"]}}, "competence": {"$ref": "#/components/schemas/Competence"},
    "responsible": {"$ref": "#/components/schemas/Responsible"},
    "fee": {"type": "object", "required": ["kind"], "properties": {"kind": {"enum": ["unknown", "free", "fixed", "range", "local"]}, "minCents": {"type": "integer"}, "maxCents": {"type": "integer"}}},
    "processingTime": {"type": "object", "required": ["kind"]}, "channels": {"type": "object"},
    "texts": {"type": "object", "additionalProperties": {"type": "object", "required": ["name", "teaser"]}}}}]},
  "CompetenceList": {"type": "object", "required": ["authority", "status", "items", "next"], "additionalProperties": false, "properties": {
    "authority": {"type": "string"}, "status": {"type": "string"}, "next": {"type": ["string", "null"]}, "items": {"type": "array", "items": {
    "type": "object", "required": ["key", "name", "competence", "responsible"], "properties": {"key": {"type": "string"}, "name": {"type": "string"},
      "competence": {"$ref": "#/components/schemas/Competence"}, "responsible": {"$ref": "#/components/schemas/Responsible"}}}}}},
  "ChangeList": {"type": "object", "required": ["items"], "additionalProperties": false, "properties": {"items": {"type": "array", "items": {
    "type": "object", "required": ["seq", "at", "key", "kind", "title"], "properties": {"seq": {"type": "integer"}, "at": {"type": "string"}, "key": {"type": "string"},
      "kind": {"enum": ["added", "changed", "removed"]}, "title": {"type": "string"}}}}}}
})json";

}  // namespace kreislauf::app

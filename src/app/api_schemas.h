#pragma once

#include <string_view>

namespace kreislauf::app {

/// JSON Schemas of the API's answers. A test validates live answers against them.
inline constexpr std::string_view api_schemas = R"json({
  "Problem": {"type": "object", "required": ["type", "title", "status", "detail"], "properties": {
    "type": {"type": "string"}, "title": {"type": "string"}, "status": {"type": "integer"}, "detail": {"type": "string"},
    "code": {"enum": ["key_missing", "key_reused", "invalid", "time_taken", "expired", "cancelled", "wrong_state", "too_late", "too_many", "too_fast"]},
    "errors": {"type": "object", "additionalProperties": {"type": "string"}}, "state": {"type": "string"}, "limit": {"type": "integer"},
    "next": {"type": "array", "items": {"$ref": "#/components/schemas/FreeTime"}}}},
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
      "kind": {"enum": ["added", "changed", "removed"]}, "title": {"type": "string"}}}}}},
  "Channel": {"enum": ["onsite", "phone", "video"]},
  "Day": {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
  "ClockTime": {"type": "string", "pattern": "^[0-2][0-9]:[0-5][05]$"},
  "ServiceCount": {"type": "object", "required": ["service"], "additionalProperties": false, "properties": {"service": {"type": "string"}, "quantity": {"type": "integer", "minimum": 1, "maximum": 20}}},
  "FreeTime": {"type": "object", "required": ["office", "day", "time", "startsAt", "minutes"], "additionalProperties": false, "properties": {"office": {"type": "string"},
    "day": {"$ref": "#/components/schemas/Day"}, "time": {"$ref": "#/components/schemas/ClockTime"}, "startsAt": {"type": "string", "format": "date-time"}, "minutes": {"type": "integer", "minimum": 5}}},
  "FreeTimeList": {"type": "object", "required": ["items", "reason"], "additionalProperties": false, "properties": {"items": {"type": "array", "items": {"$ref": "#/components/schemas/FreeTime"}},
    "reason": {"enum": [null, "unknown_service", "too_many", "not_online", "not_this_way", "no_desk", "too_long", "paused"]}}},
  "BookingOfficeList": {"type": "object", "required": ["items"], "additionalProperties": false, "properties": {"items": {"type": "array", "items": {
    "type": "object", "required": ["office", "name", "firstDay", "lastDay", "leadMinutes", "holdMinutes", "changeMinutes", "paused", "services"], "additionalProperties": false, "properties": {
      "office": {"type": "string"}, "name": {"type": "string"}, "firstDay": {"$ref": "#/components/schemas/Day"}, "lastDay": {"$ref": "#/components/schemas/Day"}, "leadMinutes": {"type": "integer"},
      "holdMinutes": {"type": "integer"}, "changeMinutes": {"type": "integer"}, "paused": {"type": ["string", "null"]}, "services": {"type": "array", "items": {
        "type": "object", "required": ["service", "slug", "name", "minutes", "most", "online", "channels"], "additionalProperties": false, "properties": {"service": {"type": "string"}, "slug": {"type": "string"},
          "name": {"type": "string"}, "minutes": {"type": "integer", "minimum": 1}, "most": {"type": "integer", "minimum": 1}, "online": {"type": "boolean"},
          "channels": {"type": "array", "items": {"$ref": "#/components/schemas/Channel"}}}}}}}}}},
  "HoldRequest": {"type": "object", "required": ["office", "day", "time"], "properties": {"services": {"type": "array", "items": {"$ref": "#/components/schemas/ServiceCount"}},
    "service": {"type": "string", "description": "instead of services; in a form several times, each followed by its quantity"}, "quantity": {"type": "integer"},
    "office": {"type": "string"}, "day": {"$ref": "#/components/schemas/Day"}, "time": {"$ref": "#/components/schemas/ClockTime"}, "channel": {"$ref": "#/components/schemas/Channel"}}},
  "Hold": {"type": "object", "required": ["token", "url", "until", "appointment", "proof"], "additionalProperties": false, "properties": {"token": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
    "url": {"type": "string"}, "until": {"type": "string", "format": "date-time"}, "appointment": {"$ref": "#/components/schemas/FreeTime"},
    "proof": {"type": "object", "required": ["challenge", "bits"], "properties": {"challenge": {"type": "string"}, "bits": {"type": "integer"}}}}},
  "BookingRequest": {"type": "object", "required": ["name", "email"], "properties": {"name": {"type": "string", "maxLength": 120}, "email": {"type": "string"}, "phone": {"type": "string"},
    "note": {"type": "string", "maxLength": 200}, "language": {"enum": ["de", "en", "tr", "uk", "ar"]}, "proof": {"type": "string", "description": "a number so that SHA-256 of challenge:number begins with as many zero bits as the hold says"}}},
  "Booking": {"type": "object", "required": ["state", "until"], "additionalProperties": false, "properties": {"state": {"enum": ["preconfirmed"]}, "until": {"type": "string", "format": "date-time"}}},
  "ConfirmationRequest": {"type": "object", "required": ["code"], "properties": {"code": {"type": "string", "description": "the last part of the link in the e-mail"}}},
  "MoveRequest": {"type": "object", "required": ["office", "day", "time"], "properties": {"office": {"type": "string"}, "day": {"$ref": "#/components/schemas/Day"},
    "time": {"$ref": "#/components/schemas/ClockTime"}, "channel": {"$ref": "#/components/schemas/Channel"}}},
  "CancellationRequest": {"type": "object"},
  "StateOf": {"type": "object", "required": ["state"], "additionalProperties": false, "properties": {"state": {"enum": ["confirmed", "deleted"]}}},
  "Appointment": {"type": "object", "required": ["state", "office", "day", "time", "startsAt", "minutes", "channel", "services", "code", "until", "changeableUntil"], "additionalProperties": false, "properties": {
    "state": {"enum": ["reserved", "preconfirmed", "confirmed", "queued", "called", "processing", "pending", "parked", "missed", "finished", "deleted"]}, "office": {"type": "string"},
    "day": {"$ref": "#/components/schemas/Day"}, "time": {"$ref": "#/components/schemas/ClockTime"}, "startsAt": {"type": "string", "format": "date-time"}, "minutes": {"type": "integer"},
    "channel": {"$ref": "#/components/schemas/Channel"}, "services": {"type": "array", "items": {"$ref": "#/components/schemas/ServiceCount"}}, "code": {"type": ["string", "null"]},
    "until": {"type": ["string", "null"]}, "changeableUntil": {"type": ["string", "null"]}}}
})json";

}  // namespace kreislauf::app

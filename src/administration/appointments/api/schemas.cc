#include "administration/appointments/shared/routes.h"

// JSON Schemas of what programs send and get. A test validates live answers against them.
namespace kreislauf::appointments {

namespace {

using authority::ApiSchema;

// ---- Pieces

constexpr ApiSchema channel{"Channel", R"({"enum": ["onsite", "phone", "video"]})"};
constexpr ApiSchema day{"Day", R"({"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"})"};
constexpr ApiSchema clock_time{"ClockTime", R"({"type": "string", "pattern": "^[0-2][0-9]:[0-5][05]$"})"};
constexpr ApiSchema service_count{"ServiceCount", R"({
  "type": "object", "required": ["service"], "additionalProperties": false, "properties": {
    "service": {"type": "string"},
    "quantity": {"type": "integer", "minimum": 1, "maximum": 20}}})"};

// ---- What can be booked

constexpr ApiSchema free_time_object{"FreeTime", R"({
  "type": "object", "required": ["office", "day", "time", "startsAt", "minutes"], "additionalProperties": false,
  "properties": {
    "office": {"type": "string"},
    "day": {"$ref": "#/components/schemas/Day"},
    "time": {"$ref": "#/components/schemas/ClockTime"},
    "startsAt": {"type": "string", "format": "date-time"},
    "minutes": {"type": "integer", "minimum": 5}}})"};
constexpr ApiSchema free_time_list{"FreeTimeList", R"({
  "type": "object", "required": ["items", "reason"], "additionalProperties": false, "properties": {
    "items": {"type": "array", "items": {"$ref": "#/components/schemas/FreeTime"}},
    "reason": {"enum": [null, "unknown_service", "too_many", "not_online", "not_this_way", "no_desk", "too_long",
      "paused"]}}})"};
constexpr ApiSchema booking_office_list{"BookingOfficeList", R"({
  "type": "object", "required": ["items"], "additionalProperties": false, "properties": {
    "items": {"type": "array", "items": {
      "type": "object", "additionalProperties": false,
      "required": ["office", "name", "firstDay", "lastDay", "leadMinutes", "holdMinutes", "changeMinutes", "paused",
        "services"],
      "properties": {
        "office": {"type": "string"},
        "name": {"type": "string"},
        "firstDay": {"$ref": "#/components/schemas/Day"},
        "lastDay": {"$ref": "#/components/schemas/Day"},
        "leadMinutes": {"type": "integer"},
        "holdMinutes": {"type": "integer"},
        "changeMinutes": {"type": "integer"},
        "paused": {"type": ["string", "null"]},
        "services": {"type": "array", "items": {
          "type": "object", "additionalProperties": false,
          "required": ["service", "slug", "name", "minutes", "most", "online", "channels"],
          "properties": {
            "service": {"type": "string"},
            "slug": {"type": "string"},
            "name": {"type": "string"},
            "minutes": {"type": "integer", "minimum": 1},
            "most": {"type": "integer", "minimum": 1},
            "online": {"type": "boolean"},
            "channels": {"type": "array", "items": {"$ref": "#/components/schemas/Channel"}}}}}}}}}})"};

// ---- Acts

constexpr ApiSchema hold_request{"HoldRequest", R"({
  "type": "object", "required": ["office", "day", "time"], "properties": {
    "services": {"type": "array", "items": {"$ref": "#/components/schemas/ServiceCount"}},
    "service": {"type": "string",
      "description": "instead of services; in a form several times, each followed by its quantity"},
    "quantity": {"type": "integer"},
    "office": {"type": "string"},
    "day": {"$ref": "#/components/schemas/Day"},
    "time": {"$ref": "#/components/schemas/ClockTime"},
    "channel": {"$ref": "#/components/schemas/Channel"}}})"};
constexpr ApiSchema hold_object{"Hold", R"({
  "type": "object", "required": ["token", "url", "until", "appointment", "proof"], "additionalProperties": false,
  "properties": {
    "token": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
    "url": {"type": "string"},
    "until": {"type": "string", "format": "date-time"},
    "appointment": {"$ref": "#/components/schemas/FreeTime"},
    "proof": {"type": "object", "required": ["challenge", "bits"], "properties": {
      "challenge": {"type": "string"},
      "bits": {"type": "integer"}}}}})"};
constexpr ApiSchema booking_request{"BookingRequest", R"({
  "type": "object", "required": ["name", "email"], "properties": {
    "name": {"type": "string", "maxLength": 120},
    "email": {"type": "string"},
    "phone": {"type": "string"},
    "note": {"type": "string", "maxLength": 200},
    "language": {"enum": ["de", "en", "tr", "uk", "ar"]},
    "proof": {"type": "string", "description":
      "a number so that SHA-256 of challenge:number begins with as many zero bits as the hold says"}}})"};
constexpr ApiSchema booking{"Booking", R"({
  "type": "object", "required": ["state", "until"], "additionalProperties": false, "properties": {
    "state": {"enum": ["preconfirmed"]},
    "until": {"type": "string", "format": "date-time"}}})"};
constexpr ApiSchema confirmation_request{"ConfirmationRequest", R"({
  "type": "object", "required": ["code"], "properties": {
    "code": {"type": "string", "description": "the last part of the link in the e-mail"}}})"};
constexpr ApiSchema move_request{"MoveRequest", R"({
  "type": "object", "required": ["office", "day", "time"], "properties": {
    "office": {"type": "string"},
    "day": {"$ref": "#/components/schemas/Day"},
    "time": {"$ref": "#/components/schemas/ClockTime"},
    "channel": {"$ref": "#/components/schemas/Channel"}}})"};
constexpr ApiSchema cancellation_request{"CancellationRequest", R"({"type": "object"})"};
constexpr ApiSchema state_of{"StateOf", R"({
  "type": "object", "required": ["state"], "additionalProperties": false, "properties": {
    "state": {"enum": ["confirmed", "deleted"]}}})"};

// ---- What was booked

constexpr ApiSchema appointment{"Appointment", R"({
  "type": "object", "additionalProperties": false,
  "required": ["state", "office", "day", "time", "startsAt", "minutes", "channel", "services", "code", "until",
    "changeableUntil"],
  "properties": {
    "state": {"enum": ["reserved", "preconfirmed", "confirmed", "queued", "called", "processing", "pending", "parked",
      "missed", "finished", "deleted"]},
    "office": {"type": "string"},
    "day": {"$ref": "#/components/schemas/Day"},
    "time": {"$ref": "#/components/schemas/ClockTime"},
    "startsAt": {"type": "string", "format": "date-time"},
    "minutes": {"type": "integer"},
    "channel": {"$ref": "#/components/schemas/Channel"},
    "services": {"type": "array", "items": {"$ref": "#/components/schemas/ServiceCount"}},
    "code": {"type": ["string", "null"]},
    "until": {"type": ["string", "null"]},
    "changeableUntil": {"type": ["string", "null"]}}})"};

}  // namespace

std::vector<ApiSchema> api_schemas() {
  return {channel,
          day,
          clock_time,
          service_count,
          free_time_object,
          free_time_list,
          booking_office_list,
          hold_request,
          hold_object,
          booking_request,
          booking,
          confirmation_request,
          move_request,
          cancellation_request,
          state_of,
          appointment};
}

}  // namespace kreislauf::appointments

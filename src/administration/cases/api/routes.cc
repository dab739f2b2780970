#include "administration/cases/api/api.h"

namespace kreislauf::cases::api {

using authority::ApiSchema, authority::bind;

namespace {

constexpr ApiSchema case_in_list{"CaseInList", R"({
  "type": "object", "additionalProperties": false,
  "required": ["id", "number", "service", "phase", "status", "arrivedOn", "dueOn", "resubmitOn", "changedAt",
    "revision", "self"],
  "properties": {
    "id": {"type": "integer"},
    "number": {"type": "string"},
    "service": {"type": "string"},
    "phase": {"enum": ["new", "working", "waiting", "signing", "decided", "closed", "passed_on"]},
    "status": {"type": "string"},
    "arrivedOn": {"type": "string", "format": "date"},
    "dueOn": {"type": ["string", "null"], "format": "date"},
    "resubmitOn": {"type": ["string", "null"], "format": "date"},
    "changedAt": {"type": "string", "format": "date-time"},
    "revision": {"type": "integer"},
    "self": {"type": "string", "format": "uri"}}})"};
constexpr ApiSchema case_list{"CaseList", R"({
  "type": "object", "required": ["items", "next"], "additionalProperties": false, "properties": {
    "items": {"type": "array", "items": {"$ref": "#/components/schemas/CaseInList"}},
    "next": {"type": ["string", "null"]}}})"};
constexpr ApiSchema whole_case{"Case", R"({
  "type": "object", "additionalProperties": false,
  "required": ["id", "number", "service", "phase", "status", "arrivedOn", "dueOn", "resubmitOn", "changedAt",
    "revision", "self", "completeOn", "closedAt", "result", "deadline", "requests", "checks", "tasks", "notes",
    "events", "data"],
  "properties": {
    "id": {"type": "integer"},
    "number": {"type": "string"},
    "service": {"type": "string"},
    "phase": {"enum": ["new", "working", "waiting", "signing", "decided", "closed", "passed_on"]},
    "status": {"type": "string"},
    "arrivedOn": {"type": "string", "format": "date"},
    "completeOn": {"type": ["string", "null"], "format": "date"},
    "dueOn": {"type": ["string", "null"], "format": "date"},
    "resubmitOn": {"type": ["string", "null"], "format": "date"},
    "changedAt": {"type": "string", "format": "date-time"},
    "closedAt": {"type": ["string", "null"], "format": "date-time"},
    "result": {"type": ["string", "null"]},
    "revision": {"type": "integer"},
    "self": {"type": "string", "format": "uri"},
    "deadline": {"type": "object", "required": ["law", "pauses"], "properties": {
      "law": {"type": "string"},
      "pauses": {"type": "array", "items": {"type": "object", "required": ["from", "until", "law"], "properties": {
        "from": {"type": "string", "format": "date"},
        "until": {"type": ["string", "null"], "format": "date"},
        "law": {"type": "string"}}}}}},
    "requests": {"type": "array", "items": {"type": "object",
      "required": ["kind", "questions", "until", "askedAt", "answeredAt"], "properties": {
        "kind": {"enum": ["missing", "hearing"]},
        "questions": {"type": "array", "items": {"type": "string"}},
        "until": {"type": "string", "format": "date"},
        "askedAt": {"type": "string", "format": "date-time"},
        "answeredAt": {"type": ["string", "null"], "format": "date-time"}}}},
    "checks": {"type": "array", "items": {"type": "object", "required": ["id", "text", "law", "needed", "state"],
      "properties": {"id": {"type": "string"}, "text": {"type": "string"}, "law": {"type": "string"},
        "needed": {"type": "boolean"}, "state": {"enum": ["open", "yes", "no", "needless"]}}}},
    "tasks": {"type": "array", "items": {"type": "object",
      "required": ["id", "task", "name", "law", "until", "choices", "byButton"], "properties": {
        "id": {"type": "integer"}, "task": {"type": "string"}, "name": {"type": "string"},
        "law": {"type": ["string", "null"]}, "until": {"type": ["string", "null"], "format": "date"},
        "choices": {"type": "array", "items": {"type": "object", "required": ["id", "name"], "properties": {
          "id": {"type": "string"}, "name": {"type": "string"}}}},
        "byButton": {"type": "boolean"}}}},
    "notes": {"type": "array", "items": {"type": "object", "required": ["at", "text"], "properties": {
      "at": {"type": "string", "format": "date-time"}, "text": {"type": "string"}}}},
    "events": {"type": "array", "items": {"type": "object", "required": ["at", "kind", "by"], "properties": {
      "at": {"type": "string", "format": "date-time"}, "kind": {"type": "string"}, "by": {"type": "string"}}}},
    "data": {"type": "object", "required": ["answers", "documents"], "properties": {
      "answers": {"type": "object"},
      "documents": {"type": "array", "items": {"type": "object", "required": ["id", "name", "type", "size", "url"],
        "properties": {"id": {"type": "string"}, "name": {"type": "string"}, "type": {"type": "string"},
          "size": {"type": "integer"}, "url": {"type": "string", "format": "uri"}}}}}}}})"};
constexpr ApiSchema nothing{"CaseStart", R"({"type": "object", "additionalProperties": false, "properties": {}})"};
constexpr ApiSchema request_of_case{"CaseRequest", R"({
  "type": "object", "required": ["text", "until"], "additionalProperties": false, "properties": {
    "kind": {"enum": ["missing", "hearing"]},
    "questions": {"type": "array", "items": {"type": "string"}},
    "text": {"type": "string", "minLength": 1, "maxLength": 4000},
    "until": {"type": "string", "format": "date"}}})"};
constexpr ApiSchema note_of_case{"CaseNote", R"({
  "type": "object", "required": ["text"], "additionalProperties": false, "properties": {
    "text": {"type": "string", "minLength": 1, "maxLength": 4000}}})"};
constexpr ApiSchema task_of_case{"CaseTask", R"({
  "type": "object", "required": ["task"], "additionalProperties": false, "properties": {
    "task": {"type": "integer"},
    "choice": {"type": "string", "maxLength": 100}}})"};
constexpr ApiSchema handover{"CaseHandover", R"({
  "type": "object", "required": ["office", "reason"], "additionalProperties": false, "properties": {
    "office": {"type": "string"},
    "reason": {"type": "string", "minLength": 1, "maxLength": 1000}}})"};
constexpr ApiSchema changed{"CaseChanged", R"({
  "type": "object", "required": ["id", "office", "phase", "revision"], "additionalProperties": false, "properties": {
    "id": {"type": "integer"},
    "office": {"type": "string"},
    "phase": {"enum": ["new", "working", "waiting", "signing", "decided", "closed", "passed_on"]},
    "revision": {"type": "integer"}}})"};

authority::Parameter const office{"amt", "path", "id of the office for which the key was made"};
authority::Parameter const number{"fall", "path", "id of the case"};
authority::Parameter const once{"Idempotency-Key", "header",
                                "a new random text for each act, the same one when you try again: it is done once"};
authority::Parameter const seen{"If-Match", "header", "the revision that you have seen, as ETag tells it: \"4\""};

}  // namespace

std::vector<ApiSchema> schemas() {
  return {case_in_list, case_list, whole_case, nothing, request_of_case, note_of_case, task_of_case, handover, changed};
}

void add_routes(authority::Rows& rows, Cases& module) {
  rows.program("/api/v1/cases/{amt}", rights::work, bind(module, &list), "Cases of an office, a page at a time")
      .api({.answers = "CaseList",
            .parameters = {office,
                           {"view", "query",
                            "open (default), new, waiting, resubmitted, signing, overdue or done, as the pages of the "
                            "office show them"},
                           {"service", "query", "slug of a service"},
                           {"after", "query", "what `next` of the page before says"},
                           {"limit", "query", "at most so many, 1 to 200"}}});
  rows.program("/api/v1/cases/{amt}/{fall}", rights::work, bind(module, &one),
               "A case with answers, deadlines, requests, notes and events; the applicant sees that it was read")
      .api({.answers = "Case", .parameters = {office, number}});
  rows.program("/api/v1/cases/{amt}/{fall}/documents/{datei}", rights::work, bind(module, &document),
               "A document of a case");
  auto const acts = [&](std::string_view pattern, auto handler, std::string_view summary, std::string_view takes) {
    rows.program_form(pattern, 16_KB, rights::work, bind(module, handler), summary)
        .api({.answers = "CaseChanged", .parameters = {office, number, once, seen}, .takes = takes});
  };
  acts("/api/v1/cases/{amt}/{fall}/start", &start, "Work on it begins, and the applicant hears of it", "CaseStart");
  acts("/api/v1/cases/{amt}/{fall}/requests", &ask, "Ask the applicant for what is missing, or hear him",
       "CaseRequest");
  acts("/api/v1/cases/{amt}/{fall}/notes", &add_note, "Write an internal note", "CaseNote");
  acts("/api/v1/cases/{amt}/{fall}/tasks", &do_task_of_case, "A task of its process is done, and how it ended",
       "CaseTask");
  acts("/api/v1/cases/{amt}/{fall}/handover", &hand_over, "Give the case to another office", "CaseHandover");
}

}  // namespace kreislauf::cases::api

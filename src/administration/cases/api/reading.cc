#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/json.hpp>

#include "administration/cases/api/api.h"
#include "administration/cases/shared/asked_list.h"
#include "administration/cases/shared/process_section.h"
#include "administration/cases/store/store.h"
#include "authority/api_answers.h"
#include "base/errors.h"
#include "platform/http/numbers.h"
#include "platform/i18n/dates.h"

// What a specialist system reads. Every look at one case is an event that the applicant can see.
namespace kreislauf::cases::api {

namespace json = boost::json;
using authority::api::answer, authority::api::problem;

namespace {

constexpr std::size_t usual_limit = 50, most_limit = 200;

struct NamedView {
  std::string_view name;
  store::View view;
};
/// Those that do not depend on who asks.
constexpr std::array<NamedView, 7> views{{{"open", store::View::team},
                                          {"new", store::View::fresh},
                                          {"waiting", store::View::waiting},
                                          {"resubmitted", store::View::resubmitted},
                                          {"signing", store::View::signing},
                                          {"overdue", store::View::overdue},
                                          {"done", store::View::done}}};

bool may_see(ProgramContext const& c, std::string_view service) {
  auto const& only = c.program.services;
  return only.empty() or std::find(only.begin(), only.end(), service) != only.end();
}

json::value or_null(std::string_view text) { return text.empty() ? json::value(nullptr) : json::value(text); }
json::value day_or_null(std::string_view day) { return or_null(day == no_day ? std::string_view{} : day); }

std::string self_of(ProgramContext const& c, Case const& one) {
  return fmt::format("{}/api/v1/cases/{}/{}", c.origin, one.office, one.id);
}

/// What the address asks for; throws BadRequest where it is not understood.
store::Question question_in(ProgramContext const& c, std::string_view query) {
  auto const wanted = http::field(query, "view").value_or("open");
  auto const view = std::find_if(views.begin(), views.end(), [&](NamedView const& it) { return it.name == wanted; });
  if (view == views.end()) throw BadRequest{"view is one of open, new, waiting, resubmitted, signing, overdue, done"};
  auto const limit = http::field(query, "limit");
  auto const number = limit ? http::number_in(*limit) : std::optional<std::int64_t>{usual_limit};
  if (not number or *number < 1 or *number > static_cast<std::int64_t>(most_limit))
    throw BadRequest{"limit is a number from 1 to 200"};
  auto const list = asked_list(fmt::format("nach={}", html::in_url(http::field(query, "after").value_or(""))));
  store::Question question{.office = c.path("amt"),
                           .view = view->view,
                           .types = c.program.services,
                           .today = i18n::iso(c.today()),
                           .after = list.after,
                           .limit = static_cast<std::size_t>(*number) + 1};
  if (auto const service = http::field(query, "service")) question.types = {*service};
  return question;
}

}  // namespace

json::object in_short(ProgramContext const& c, CaseType const* type, Case const& one) {
  auto const* status = type == nullptr ? nullptr : type->status(one.status);
  return {{"id", one.id},
          {"number", one.number},
          {"service", one.type},
          {"phase", name_of(one.phase)},
          {"status", status == nullptr ? std::string{german_of(one.phase)} : status->name[i18n::Language::german]},
          {"arrivedOn", one.arrived_on},
          {"dueOn", day_or_null(one.due_on)},
          {"resubmitOn", day_or_null(one.resubmit_on)},
          {"changedAt", one.changed_at},
          {"revision", one.revision},
          {"self", self_of(c, one)}};
}

http::Response list(Cases& module, http::Request const& request, ProgramContext& c) {
  auto const question = question_in(c, request.query);
  bool const visible =
      question.types.empty() or std::all_of(question.types.begin(), question.types.end(),
                                            [&](std::string const& service) { return may_see(c, service); });
  std::vector<Case> found;
  if (visible) c.db.read([&](db::Connection& connection) { found = store::list(connection, question); });
  json::value next;
  if (found.size() == question.limit) {
    found.pop_back();
    auto const mark = store::mark_of(question.view, found.back());
    next = fmt::format("{}.{}", mark.key, mark.id);
  }
  json::array items;
  for (auto const& one : found) {
    auto const type = module.library.version(one.version);
    items.push_back(in_short(c, type.get(), one));
  }
  return answer({{"items", std::move(items)}, {"next", std::move(next)}});
}

Case asked_case(ProgramContext const& c) {
  std::optional<Case> found;
  c.db.read([&](db::Connection& db) { found = store::find(db, http::number_in(c.path("fall")).value_or(0)); });
  if (not found or found->office != c.path("amt") or not may_see(c, found->type)) throw NotFound{};
  return *std::move(found);
}

namespace {

json::object deadline_of(CaseType const& type, std::vector<Pause> const& pauses) {
  json::array all;
  for (auto const& one : pauses)
    all.push_back({{"from", one.from_day}, {"until", or_null(one.until_day)}, {"law", one.law}});
  return {{"law", type.deadline.law}, {"pauses", std::move(all)}};
}

json::array requests_of(std::vector<Asked> const& asked) {
  json::array all;
  for (auto const& one : asked) {
    json::array questions;
    for (auto const& name : questions_of(one)) questions.emplace_back(name);
    all.push_back({{"kind", name_of(one.kind)},
                   {"questions", std::move(questions)},
                   {"until", one.due_on},
                   {"askedAt", one.asked_at},
                   {"answeredAt", or_null(one.answered_at)}});
  }
  return all;
}

json::array checks_of(CaseType const& type, View const& view) {
  json::array all;
  for (auto const& one : type.checks)
    all.push_back({{"id", one.id},
                   {"text", one.text},
                   {"law", one.law},
                   {"needed", one.needed},
                   {"state", name_of(seen_of(view.ticks, one.id))}});
  return all;
}

/// What its process asks for now; a program may do what a person may press.
json::array tasks_of(CaseType const& type, View const& view) {
  json::array all;
  for (auto const& task : view.tasks) {
    if (not processes::is_open(task)) continue;
    auto const* rule = type.process->task(task.element);
    json::array choices;
    if (rule != nullptr)
      for (auto const& choice : rule->choices) choices.push_back({{"id", choice.id}, {"name", choice.name}});
    all.push_back({{"id", task.id},
                   {"task", task.element},
                   {"name", type.process->name_of(task.element)},
                   {"law", or_null(rule == nullptr ? std::string_view{} : rule->law)},
                   {"until", or_null(task.due_on)},
                   {"choices", std::move(choices)},
                   {"byButton", not ends_by_itself(task)}});
  }
  return all;
}

json::array notes_of(ProgramContext const& c, View const& view) {
  json::array all;
  for (auto const& one : view.notes) all.push_back({{"at", one.at}, {"text", text_of(c.keys, one)}});
  return all;
}

json::array events_of(View const& view) {
  json::array all;
  for (auto const& one : view.events) all.push_back({{"at", one.at}, {"kind", one.kind}, {"by", one.actor}});
  return all;
}

/// With the address of each document.
json::object with_urls(ProgramContext const& c, Case const& one, json::object data) {
  for (auto& document : data["documents"].as_array()) {
    auto& object = document.as_object();
    object["url"] = fmt::format("{}/documents/{}", self_of(c, one), std::string_view{object["id"].as_string()});
  }
  return data;
}

}  // namespace

http::Response one(Cases& module, http::Request const&, ProgramContext& c) {
  auto const found = asked_case(c);
  auto data = with_urls(c, found, module.source_of(found).data(c, found));
  auto const view = view_of(module, c, found.subject);
  if (not view or view->type == nullptr) throw NotFound{};
  auto const& type = *view->type;
  auto body = in_short(c, &type, view->one);
  body["completeOn"] = day_or_null(view->one.complete_on);
  body["closedAt"] = or_null(view->one.closed_at);
  body["result"] = or_null(view->one.result);
  body["deadline"] = deadline_of(type, view->pauses);
  body["requests"] = requests_of(view->asked);
  body["checks"] = checks_of(type, *view);
  body["tasks"] = tasks_of(type, *view);
  body["notes"] = notes_of(c, *view);
  body["events"] = events_of(*view);
  body["data"] = std::move(data);
  auto response = answer(body);
  response.headers.emplace_back("ETag", fmt::format("\"{}\"", view->one.revision));
  return response;
}

http::Response document(Cases& module, http::Request const&, ProgramContext& c) {
  auto const found = asked_case(c);
  return module.source_of(found).file(c, found, c.path("datei"));
}

}  // namespace kreislauf::cases::api

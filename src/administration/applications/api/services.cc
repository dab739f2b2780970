#include <fmt/format.h>

#include <boost/json.hpp>

#include "administration/applications/api/api.h"
#include "administration/applications/api/offered_service.h"
#include "administration/applications/shared/own_application.h"
#include "authority/api_answers.h"
#include "base/errors.h"

// What can be applied for, and what is asked: read from the form itself.
namespace kreislauf::applications::api {

namespace json = boost::json;

namespace {

/// Which answers are files: they come as parts of their own (multipart/form-data), named by the question.
json::array files_of(forms::Form const& form) {
  json::array names;
  for (auto const& page : form.definition().pages) {
    for (auto const& question : page.questions)
      if (question.kind == forms::Kind::file) names.emplace_back(question.name);
  }
  return names;
}

/// Who signs besides, and which answer is the mailbox to which the link goes.
json::array signers_of(forms::Form const& form) {
  json::array signers;
  for (auto const& one : form.definition().cosigners) signers.push_back({{"role", one.id}, {"mail", one.mail}});
  return signers;
}

json::value schema_of(Offered const& one) {
  return json::parse(forms::exchange::json_schema(*one.form->compiled, one.service->name()));
}

json::object request_schema(Offered const& one) {
  return {{"type", "object"},
          {"required", {"answers", "confirmed"}},
          {"additionalProperties", false},
          {"properties",
           {{"answers", schema_of(one)},
            {"confirmed", {{"const", true}}},
            {"language", {{"enum", {"de", "en", "tr", "uk", "ar"}}}},
            {"feeCents", {{"type", "integer"}}}}}};
}

/// The object is the part `application`; each file is a part that is named by its question.
json::object parts_schema(Offered const& one, json::array const& files) {
  json::object const file{{"type", "string"}, {"format", "binary"}};
  json::object parts{{"application", request_schema(one)}};
  for (auto const& name : files) parts[name.as_string()] = {{"type", "array"}, {"items", file}};
  return {{"type", "object"}, {"required", json::array{"application"}}, {"properties", std::move(parts)}};
}

json::object request_body(Offered const& one) {
  json::object ways{{"application/json", {{"schema", request_schema(one)}}}};
  if (auto const files = files_of(*one.form); not files.empty())
    ways["multipart/form-data"] = {{"schema", parts_schema(one, files)}};
  return {{"content", std::move(ways)}, {"required", true}};
}

}  // namespace

Offered offered_in(Applications& module, TownContext const& c) {
  Offered found{module.catalog.snapshot(), nullptr, nullptr};
  found.service = found.catalogue->by_slug(c.path("dienst"));
  if (found.service != nullptr) found.form = offered(module, c, *found.service);
  if (found.form == nullptr) throw NotFound{};
  return found;
}

bool is_open_to_programs(Offered const& one) {
  auto const need = need_of(*one.service, *one.form);
  return need.level == logins::Level::none or need.later;
}

std::string address_of(TownContext const& c, Offered const& one) {
  return fmt::format("{}/api/v1/applications/services/{}", c.origin, one.service->slug);
}

json::object about(TownContext const& c, Offered const& one) {
  json::value fee;
  auto const& rule = one.form->definition().terms.fee;
  if (rule.price)
    if (auto const amount = catalog::fee_amount(c, *one.service)) fee = amount->cents;
  return {{"key", one.service->key.value()},
          {"slug", one.service->slug},
          {"name", one.service->name()},
          {"feeCents", fee},
          {"feeByAnswers", not rule.cases.empty()},
          {"mustBeProven", not is_open_to_programs(one)},
          {"files", files_of(*one.form)},
          {"signers", signers_of(*one.form)},
          {"page", fmt::format("{}/antrag/{}", c.origin, one.service->slug)},
          {"self", address_of(c, one)}};
}

http::Response services(Applications& module, http::Request const&, TownContext& c) {
  json::array items;
  auto const catalogue = module.catalog.snapshot();
  for (auto const& form : module.library.all_live()) {
    auto const* const one = catalogue->by_slug(form->service);
    if (one == nullptr or offered(module, c, *one) == nullptr) continue;
    items.push_back(about(c, {catalogue, one, form}));
  }
  return authority::api::answer({{"items", items}});
}

http::Response service(Applications& module, http::Request const&, TownContext& c) {
  auto const one = offered_in(module, c);
  auto body = about(c, one);
  body["version"] = one.form->version;
  body["answers"] = schema_of(one);
  return authority::api::answer(body);
}

http::Response service_openapi(Applications& module, http::Request const&, TownContext& c) {
  auto const one = offered_in(module, c);
  auto const schema = [](std::string_view name) {
    for (auto const& known : schemas())
      if (known.name == name) return json::parse(known.schema);
    throw std::logic_error{"a schema that nobody has"};
  };
  auto const content = [](std::string_view type, json::value what) {
    return json::object{{"content", {{type, {{"schema", std::move(what)}}}}}};
  };
  auto const described = [&](std::string_view text, json::value what, std::string_view type = "application/json") {
    auto out = content(type, std::move(what));
    out["description"] = text;
    return out;
  };
  json::object const problem{{"type", "object"}, {"required", {"status", "code", "detail"}}};
  json::object responses{{"201", described("Arrived", schema("SentApplication"))}};
  if (not one.form->definition().cosigners.empty())
    responses["202"] = described("Waits for a signature", schema("WaitingApplication"));
  for (auto const* status : {"400", "403", "404", "409", "413", "415", "422", "429", "503", "507"})
    responses[status] = described("Problem", problem, "application/problem+json");
  auto const body = request_body(one);
  json::object const key{{"name", "Idempotency-Key"},
                         {"in", "header"},
                         {"required", true},
                         {"schema", {{"type", "string"}, {"minLength", 8}, {"maxLength", 200}}}};
  json::object const post{{"operationId", "apply"},
                          {"summary", one.service->name()},
                          {"parameters", json::array{key}},
                          {"requestBody", body},
                          {"responses", responses}};
  json::object const document{
      {"openapi", "3.1.0"},
      {"info", {{"title", one.service->name()}, {"version", one.form->version}}},
      {"servers", json::array{{{"url", c.origin}}}},
      {"paths", {{fmt::format("/api/v1/applications/services/{}", one.service->slug), {{"post", post}}}}}};
  return authority::api::answer(document);
}

}  // namespace kreislauf::applications::api

#include "app/openapi.h"

#include <boost/json.hpp>

#include "app/version.h"

namespace kreislauf::app {

namespace json = boost::json;

namespace {

json::object reference(std::string_view schema) { return {{"$ref", "#/components/schemas/" + std::string{schema}}}; }

json::array parameters_of(authority::Route const& route) {
  json::array parameters;
  for (auto const& parameter : route.api.parameters) {
    parameters.push_back({{"name", parameter.name},
                          {"in", parameter.where},
                          {"required", parameter.where != "query"},
                          {"description", parameter.meaning},
                          {"schema", {{"type", parameter.name == "limit" ? "integer" : "string"}}}});
  }
  return parameters;
}

/// The object as the part `application`, and files named by what they answer.
json::object with_files(json::object what) {
  json::object const file{{"type", "string"}, {"format", "binary"}};
  json::object const schema{{"type", "object"},
                            {"required", {"application"}},
                            {"properties", {{"application", std::move(what)}}},
                            {"additionalProperties", file}};
  json::object const as_json{{"contentType", "application/json"}};
  return {{"schema", schema}, {"encoding", {{"application", as_json}}}};
}

/// `/api/v1/services/{key}` -> `getServicesKey`
std::string operation_id(authority::Route const& route) {
  std::string id = route.method == http::Method::post ? "post" : "get";
  bool capital = true;
  for (char c : route.pattern.substr(8)) {
    bool const letter = (c >= 'a' and c <= 'z') or (c >= 'A' and c <= 'Z');
    if (letter) id += static_cast<char>(capital and c >= 'a' ? c - 32 : c);
    capital = not letter;
  }
  return id;
}

json::object operation(authority::Route const& route) {
  json::object const problem{{"description", "Problem"},
                             {"content", {{"application/problem+json", {{"schema", reference("Problem")}}}}}};
  json::object responses{{std::to_string(route.api.success),
                          {{"description", http::reason(route.api.success)},
                           {"content", {{"application/json", {{"schema", reference(route.api.answers)}}}}}}},
                         {"429", problem}};
  if (not route.api.parameters.empty()) responses["400"] = problem;
  if (route.pattern.find('{') != std::string_view::npos) responses["404"] = problem;
  json::object out{
      {"operationId", operation_id(route)}, {"summary", route.summary}, {"parameters", parameters_of(route)}};
  if (route.personal) responses["410"] = problem;
  if (route.method == http::Method::post) {
    for (auto const* status : {"403", "409", "413", "415", "422", "503", "507"}) responses[status] = problem;
    auto const content = json::object{{"schema", reference(route.api.takes)}};
    json::object body{{"application/json", content}, {"application/x-www-form-urlencoded", content}};
    if (route.takes_files) body["multipart/form-data"] = with_files(reference(route.api.takes));
    out["requestBody"] = {{"required", true}, {"content", std::move(body)}};
  }
  if (route.door == authority::Door::program) {
    out["security"] = json::array{{{"key", json::array{}}}};
    for (auto const* status : {"401", "403"}) responses[status] = problem;
    if (route.method == http::Method::post)
      for (auto const* status : {"412", "428"}) responses[status] = problem;
    responses.erase("410");
  }
  out["responses"] = responses;
  return out;
}

}  // namespace

namespace {

json::object schemas_of(std::vector<authority::Module> const& modules) {
  json::object schemas;
  for (auto const& module : modules) {
    for (auto const& [name, schema] : module.schemas) schemas[name] = json::parse(schema);
  }
  return schemas;
}

bool is_here(authority::Route const& route, authority::Context const& c) {
  return route.site == authority::Site::anywhere or (route.site == authority::Site::town) == (c.at_town() != nullptr);
}

}  // namespace

http::Response openapi(std::vector<authority::Route> const& routes, std::vector<authority::Module> const& modules,
                       authority::Context const& c) {
  json::object paths;
  for (auto const& route : routes) {
    if (not is_here(route, c) or route.api.answers.empty()) continue;
    auto& path = paths[route.pattern];
    if (not path.is_object()) path = json::object{};
    path.as_object()[route.method == http::Method::post ? "post" : "get"] = operation(route);
  }
  json::object const info{{"title", "Kreislauf"},
                          {"version", version},
                          {"summary", "Local authorities, their services, offices and competences"},
                          {"license", {{"name", "EUPL-1.2"}, {"identifier", "EUPL-1.2"}}}};
  json::object const body{{"openapi", "3.1.0"},
                          {"info", info},
                          {"servers", json::array{{{"url", c.origin}}}},
                          {"paths", paths},
                          {"components",
                           {{"schemas", schemas_of(modules)},
                            {"securitySchemes",
                             {{"key",
                               {{"type", "http"},
                                {"scheme", "bearer"},
                                {"description", "A key of a specialist system, made by the head of an office"}}}}}}}};
  return {.content_type = "application/json", .body = json::serialize(body)};
}

}  // namespace kreislauf::app

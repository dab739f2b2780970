#include "app/openapi.h"

#include <boost/json.hpp>

#include "app/api_schemas.h"
#include "app/version.h"

namespace kreislauf::app {

namespace json = boost::json;

namespace {

json::object reference(std::string_view schema) { return {{"$ref", "#/components/schemas/" + std::string{schema}}}; }

json::array parameters_of(authority::Route const& route) {
  json::array parameters;
  for (auto const& parameter : route.parameters) {
    parameters.push_back({{"name", parameter.name}, {"in", parameter.where}, {"required", parameter.where == "path"}, {"description", parameter.meaning}, {"schema", {{"type", parameter.name == "limit" ? "integer" : "string"}}}});
  }
  return parameters;
}

/// `/api/v1/services/{key}` -> `getServicesKey`
std::string operation_id(std::string_view pattern) {
  std::string id = "get";
  bool capital = true;
  for (char c : pattern.substr(8)) {
    bool const letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (letter) id += static_cast<char>(capital && c >= 'a' ? c - 32 : c);
    capital = not letter;
  }
  return id;
}

json::object operation(authority::Route const& route) {
  json::object const problem{{"description", "Problem"}, {"content", {{"application/problem+json", {{"schema", reference("Problem")}}}}}};
  json::object responses{{"200", {{"description", "OK"}, {"content", {{"application/json", {{"schema", reference(route.schema)}}}}}}}, {"429", problem}};
  if (not route.parameters.empty()) responses["400"] = problem;
  if (route.pattern.find('{') != std::string_view::npos) responses["404"] = problem;
  return {{"operationId", operation_id(route.pattern)}, {"summary", route.summary}, {"parameters", parameters_of(route)}, {"responses", responses}};
}

}  // namespace

http::Response openapi(std::vector<authority::Route> const& routes, authority::Context const& c) {
  json::object paths;
  for (auto const& route : routes) {
    bool const here = route.place == http::Place::anywhere || (route.place == http::Place::authority) == (c.authority != nullptr);
    if (here && not route.schema.empty()) paths[route.pattern] = {{"get", operation(route)}};
  }
  json::object const body{{"openapi", "3.1.0"},
                          {"info", {{"title", "Kreislauf"}, {"version", version}, {"summary", "Local authorities, their services, offices and competences"}, {"license", {{"name", "EUPL-1.2"}, {"identifier", "EUPL-1.2"}}}}},
                          {"servers", json::array{{{"url", c.origin}}}},
                          {"paths", paths},
                          {"components", {{"schemas", json::parse(api_schemas)}}}};
  return {.content_type = "application/json", .body = json::serialize(body)};
}

}  // namespace kreislauf::app

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
    parameters.push_back({{"name", parameter.name}, {"in", parameter.where}, {"required", parameter.where == "path"}, {"description", parameter.meaning}, {"schema", {{"type", "string"}}}});
  }
  return parameters;
}

json::object operation(authority::Route const& route) {
  json::object const problem{{"description", "Problem"}, {"content", {{"application/problem+json", {{"schema", reference("Problem")}}}}}};
  json::object responses{{"200", {{"description", "OK"}, {"content", {{"application/json", {{"schema", reference(route.schema)}}}}}}}, {"429", problem}};
  if (not route.parameters.empty()) responses["400"] = problem;
  if (route.pattern.find('{') != std::string_view::npos) responses["404"] = problem;
  return {{"operationId", std::string{route.schema} + ":" + std::string{route.pattern.substr(8)}}, {"summary", route.summary}, {"parameters", parameters_of(route)}, {"responses", responses}};
}

}  // namespace

http::Response openapi(std::vector<authority::Route> const& routes, std::string const& origin) {
  json::object paths;
  for (auto const& route : routes) {
    if (not route.schema.empty()) paths[route.pattern] = {{"get", operation(route)}};
  }
  json::object const body{{"openapi", "3.1.0"},
                          {"info", {{"title", "Kreislauf"}, {"version", version}, {"summary", "Local authorities, their services, offices and competences"}, {"license", {{"name", "EUPL-1.2"}, {"identifier", "EUPL-1.2"}}}}},
                          {"servers", json::array{{{"url", origin}}}},
                          {"paths", paths},
                          {"components", {{"schemas", json::parse(api_schemas)}}}};
  return {.content_type = "application/json", .body = json::serialize(body)};
}

}  // namespace kreislauf::app

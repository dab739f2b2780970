#pragma once

#include "administration/catalog/catalog.h"

namespace kreislauf::catalog::api {

std::vector<authority::Route> routes(Catalog& catalog);
std::vector<authority::ApiSchema> schemas();

http::Response services(Snapshot const& catalog, http::Request const& request, authority::Context& context);
http::Response service(Snapshot const& catalog, http::Request const& request, authority::Context& context);
http::Response suggest(Snapshot const& catalog, http::Request const& request, authority::Context& context);
http::Response competence(Snapshot const& catalog, http::Request const& request, authority::TownContext& context);
http::Response changes(Snapshot const& catalog, http::Request const& request, authority::Context& context);

}  // namespace kreislauf::catalog::api

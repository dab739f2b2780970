#pragma once

#include "administration/catalog/catalog.h"

namespace kreislauf::catalog::api {

http::Response services(Snapshot const& catalog, http::Request const& request, authority::Context& context);
http::Response service(Snapshot const& catalog, http::Request const& request, authority::Context& context);
http::Response suggest(Snapshot const& catalog, http::Request const& request, authority::Context& context);
http::Response competence(Snapshot const& catalog, http::Request const& request, authority::Context& context);
http::Response changes(Snapshot const& catalog, http::Request const& request, authority::Context& context);

}  // namespace kreislauf::catalog::api

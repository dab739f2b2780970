#pragma once

#include "administration/applications/applications.h"
#include "platform/http/message.h"

/// Applications for other programs, as JSON: the same form, checks, limits and acts as on the pages.
namespace kreislauf::applications::api {

using authority::TownContext;

/// Which services can be applied for here.
http::Response services(Applications& module, http::Request const& request, TownContext& c);
/// What is asked for one, as JSON Schema, with fee and what must be proven.
http::Response service(Applications& module, http::Request const& request, TownContext& c);
/// The same as an OpenAPI document of its own, for makers of clients.
http::Response service_openapi(Applications& module, http::Request const& request, TownContext& c);

/// What these answers would cost, and why. Nothing is stored.
http::Response fee_of_answers(Applications& module, http::Request const& request, TownContext& c);
/// Sends an application, once for its Idempotency-Key.
http::Response submit_one(Applications& module, http::Request const& request, TownContext& c);
/// How far one is, by number and code: neither belongs into an address.
http::Response status(Applications& module, http::Request const& request, TownContext& c);

std::vector<authority::ApiSchema> schemas();
void add_routes(authority::Rows& rows, Applications& module);

}  // namespace kreislauf::applications::api

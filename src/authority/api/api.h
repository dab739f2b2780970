#pragma once

#include "authority/module.h"
#include "platform/http/message.h"

namespace kreislauf::authority::api {

std::vector<Route> routes();
std::vector<ApiSchema> schemas();

http::Response authorities(http::Request const& request, Context& context);
http::Response authority(http::Request const& request, Context& context);
http::Response places(http::Request const& request, Context& context);
http::Response offices(http::Request const& request, TownContext& context);
http::Response office(http::Request const& request, TownContext& context);
http::Response delegations(http::Request const& request, Context& context);

}  // namespace kreislauf::authority::api

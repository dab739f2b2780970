#pragma once

#include "authority/context.h"
#include "authority/rules.h"
#include "platform/http/message.h"

namespace kreislauf::authority::api {

http::Response authorities(http::Request const& request, Context& context);
http::Response authority(http::Request const& request, Context& context);
http::Response places(http::Request const& request, Context& context);
http::Response offices(http::Request const& request, Context& context);
http::Response office(http::Request const& request, Context& context);
http::Response delegations(http::Request const& request, Context& context);

}  // namespace kreislauf::authority::api

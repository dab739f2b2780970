#pragma once

#include "authority/house.h"
#include "platform/http/message.h"

namespace kreislauf::receipts::pages {

http::Response ask(authority::House& house, http::Request const& request, authority::TownContext& c);
http::Response check(authority::House& house, http::Request const& request, authority::TownContext& c);

}  // namespace kreislauf::receipts::pages

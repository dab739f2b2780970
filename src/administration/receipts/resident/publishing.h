#pragma once

#include "authority/house.h"
#include "platform/http/message.h"

namespace kreislauf::receipts::pages {

http::Response key(authority::House& house, http::Request const& request, authority::TownContext& c);
http::Response checkpoint(authority::House& house, http::Request const& request, authority::TownContext& c);

}  // namespace kreislauf::receipts::pages

#pragma once

#include "authority/context.h"
#include "platform/http/message.h"

namespace kreislauf::news::pages {

using authority::StaffContext;

http::Response overview(http::Request const& request, StaffContext& c);
http::Response writing(http::Request const& request, StaffContext& c);
http::Response publish_piece(http::Request const& request, StaffContext& c);
http::Response editing(http::Request const& request, StaffContext& c);
http::Response change_piece(http::Request const& request, StaffContext& c);
http::Response withdraw_piece(http::Request const& request, StaffContext& c);

}  // namespace kreislauf::news::pages

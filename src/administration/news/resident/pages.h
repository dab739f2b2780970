#pragma once

#include "authority/context.h"
#include "platform/http/message.h"
#include "platform/kern/form.h"

namespace kreislauf::news::pages {

using authority::TownContext;

http::Response list(http::Request const& request, TownContext& c);
http::Response piece(http::Request const& request, TownContext& c);
http::Response feed(http::Request const& request, TownContext& c);
http::Response subscribe(http::Request const& request, TownContext& c);
http::Response asked(http::Request const& request, TownContext& c);
http::Response subscription(http::Request const& request, TownContext& c);
http::Response change_subscription(http::Request const& request, TownContext& c);
http::Response unsubscribed(http::Request const& request, TownContext& c);

/// `Neues aus Gescher`; `Neues: Kreis Borken`, because Borken is another authority.
std::string heading_of(TownContext const& c);

/// The question of the short form under the list, and on the page that shows what was wrong with it.
kern::Form address_question(TownContext const& c);

}  // namespace kreislauf::news::pages

#pragma once

#include <string>
#include <string_view>

#include "authority/context.h"
#include "platform/http/message.h"

namespace kreislauf::identity {

/// 403: what is wrong with the way, and what to do.
http::Response unsafe_way_page(authority::TownContext const& c, std::string const& path);

/// The key under which the attempts of the visitor's connection are counted; not readable without the keys.
std::string attempts_of_client(authority::TownContext const& c, Client const& client);
/// "Zu viele Versuche": when to try again.
std::string wait_sentence(Instant until);

}  // namespace kreislauf::identity

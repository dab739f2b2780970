#pragma once

#include "administration/applications/acts/reducing.h"
#include "administration/applications/shared/own_application.h"
#include "authority/page.h"

/// A claimed reduction on the page before sending: how it is proven, and what of that is provisional.
namespace kreislauf::applications::pages {

/// What the answers claim now.
Claimed claimed_now(authority::TownContext const& c, OwnApplication const& own, forms::Entered const& entered);

/// `account` is that of who is signed in (0: nobody): what it knows is offered, and taken by a button alone.
void write_reduction(authority::Page& page, authority::TownContext const& c, OwnApplication const& own,
                     forms::Entered const& entered, std::int64_t account);

/// The box by which the account knows of it once the office has looked at it.
inline constexpr std::string_view keep_box = "nachweis-merken";
kern::Field keep_question(authority::TownContext const& c);

}  // namespace kreislauf::applications::pages

#pragma once

#include "administration/applications/shared/earlier_answers.h"
#include "authority/page.h"

/// What an earlier application already says, on the pages of a draft: offered with where it comes from, taken over only
/// by a button.
namespace kreislauf::applications::pages {

inline constexpr std::string_view earlier_button = "aus-antrag", no_earlier = "nein";

/// What could be taken over on this page.
std::vector<Earlier> earlier_offers(Applications& module, authority::TownContext const& c, OwnApplication const& own,
                                    forms::Entered const& entered, std::size_t page,
                                    std::optional<accounts::Holder> const& holder);
/// Each with its answers and its button, and the way to refuse; part of the form of the page, so that nothing typed
/// there is lost.
void write_earlier(kern::Fields& fields, authority::TownContext const& c, std::vector<Earlier> const& offers);

/// The button that was pressed; empty: none of these.
std::string wanted_earlier(std::string const& fields);
/// Does what it says. Answers whether something was taken over: only of the applications that are offered to this
/// person now.
bool act_on_earlier(acts::Transaction& tx, Applications& module, authority::TownContext const& c,
                    EarlierAsked const& asked, std::string const& wanted, forms::Entered& entered);

}  // namespace kreislauf::applications::pages

#pragma once

#include "administration/applications/rules/matching.h"
#include "administration/applications/shared/own_application.h"
#include "authority/page.h"

/// The own account, on the pages of an application (administration/accounts).
namespace kreislauf::applications::pages {

/// Whether it lies in the account of who is signed in, and the way to put it there.
void write_account(authority::Page& page, authority::TownContext const& c, OwnApplication const& own,
                   std::optional<accounts::Holder> const& holder);

/// What the account knows of the questions of this page, and nobody has answered yet.
struct Offer {
  std::vector<KnownAnswer> known = {};
  std::string at = {};  ///< since when
};
Offer offer_for(authority::TownContext const& c, OwnApplication const& own, forms::Entered const& entered,
                std::size_t page, std::optional<accounts::Holder> const& holder);
/// What would be taken over, and the button for it: part of the form of the page, so that nothing typed there is lost.
void write_offer(kern::Fields& fields, authority::TownContext const& c, Offer const& offer);
inline constexpr std::string_view account_button = "konto", account_value = "angaben";

/// The box by which name and address are known for the next application.
inline constexpr std::string_view remember_box = "angaben-merken";
/// `reduction`: a proof is sent along that may be known for the next one, too.
kern::Form remember_question(authority::TownContext const& c, bool reduction = false);

}  // namespace kreislauf::applications::pages

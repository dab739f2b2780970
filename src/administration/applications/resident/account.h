#pragma once

#include "administration/applications/rules/matching.h"
#include "administration/applications/shared/earlier_answers.h"
#include "authority/page.h"

/// The own account, on the pages of an application (administration/accounts).
namespace kreislauf::applications::pages {

/// Whether it lies in the account of who is signed in, and the way to put it there.
void write_account(authority::Page& page, authority::TownContext const& c, OwnApplication const& own,
                   std::optional<accounts::Holder> const& holder);

/// What the account knows of the questions of this page, and nobody has answered yet.
struct Offer {
  std::vector<KnownAnswer> known = {};
  std::string at = {};                        ///< since when
  std::vector<accounts::Person> people = {};  ///< for whom the owner may act, where the page asks for whom
  std::vector<Earlier> earlier = {};          ///< from earlier applications, with an account or without
};
Offer offer_for(authority::TownContext const& c, OwnApplication const& own, forms::Entered const& entered,
                std::size_t page, std::optional<accounts::Holder> const& holder);
/// What would be taken over, and the button for it: part of the form of the page, so that nothing typed there is lost.
void write_offer(kern::Fields& fields, authority::TownContext const& c, Offer const& offer);
inline constexpr std::string_view account_button = "konto", account_value = "angaben",
                                  person_button = "person-aus-konto";

/// The box by which name and address are known for the next application.
inline constexpr std::string_view remember_box = "angaben-merken", remember_person_box = "person-merken";
/// What may be known for the next application, too: the one for whom somebody acts, a proof that is sent along.
struct Remembered {
  bool behalf = false, reduction = false;
};
kern::Form remember_question(authority::TownContext const& c, Remembered const& asked = {});

}  // namespace kreislauf::applications::pages

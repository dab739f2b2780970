#pragma once

#include <optional>

#include "administration/accounts/accounts.h"
#include "authority/page.h"

// What the pages of an account share.
namespace kreislauf::accounts::pages {

/// A page below `/konto`.
authority::PageMeta meta_of(authority::TownContext const& c, std::string title, std::string path,
                            kern::Form const* form = nullptr);
/// Where somebody comes in who is not signed in, and what comes afterwards.
http::Response to_entrance(authority::TownContext const& c, std::string_view back);
/// Who has been signed in for long signs in once more before the way in is changed.
http::Response to_entrance_again(authority::TownContext const& c, std::string_view back);
/// The account of who is signed in; nothing when it has ended meanwhile.
std::optional<Account> account_of(authority::TownContext const& c, Holder const& holder);
/// 403: what is wrong with the way, and what to do.
http::Response unsafe_way_page(authority::TownContext const& c);

/// 429: codes and passkeys are tried a few times only.
http::Response too_many(authority::TownContext const& c);
/// The question for an address to which a code goes.
kern::Form address_question(authority::TownContext const& c, html::Content const& hint);
/// The same for who comes in.
kern::Form entrance_question(authority::TownContext const& c);
/// What has just happened to who is not signed in.
enum class Left : std::uint8_t { no, signed_out, moved, again };
/// How one comes in.
http::Response show_entrance(authority::TownContext const& c, kern::Form const& form, std::string const& back,
                             Left left = Left::no);
/// Sends a code and leads to the page that asks for it, or to a page that says that it is too much.
http::Response send_code(authority::TownContext const& c, http::Request const& request, Wanted const& wanted);

}  // namespace kreislauf::accounts::pages

#pragma once

#include "administration/applications/acts/identifying.h"
#include "administration/applications/resident/pages.h"

/// Out to a provider and back: what the applicant and who signs besides have in common.
namespace kreislauf::applications::pages {

/// Where the provider sends people back to.
std::string back_of(TownContext const& c);
/// Each login costs a row and, once an hour, a call to the provider.
bool may_log_in(TownContext const& c, http::Request const& request);
/// The page that leads out; `path` is the one that it stands for.
http::Response leave_page(TownContext const& c, std::string path, std::string_view provider,
                          std::string const& address);
/// A login that is none of ours, or none any more.
http::Response show_unknown_login(TownContext const& c);
/// The word in the address for what went wrong.
std::string_view told_by(oidc::Reason reason);
/// The second half for who signs besides.
http::Response come_back_to_sign(Applications& module, TownContext& c, Return const& back, oidc::Answer const& answer);

}  // namespace kreislauf::applications::pages

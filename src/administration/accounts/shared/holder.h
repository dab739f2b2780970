#pragma once

#include <optional>
#include <string>

#include "administration/accounts/acts/signing_in.h"
#include "administration/accounts/model.h"
#include "authority/context.h"
#include "platform/http/message.h"

// Who is signed in, by the cookie of the browser. It is set when somebody comes in, and never before (§ 25 (2) TDDDG).
namespace kreislauf::accounts {

struct Holder {
  std::int64_t id = 0;
  std::string session;  ///< its key
  bool fresh = false;   ///< signed in a short time ago: enough to change how one comes in
};
/// Costs nothing without our cookie.
std::optional<Holder> holder_of(authority::TownContext const& c, http::Request const& request);

Browser browser_of(http::Request const& request);
/// The values of Set-Cookie.
std::string set_cookie(std::string_view token, bool stays);
std::string clear_cookie();

}  // namespace kreislauf::accounts

#pragma once

#include <optional>

#include "administration/identity/identity.h"
#include "authority/route.h"

namespace kreislauf::app {

/// Decides about somebody who is signed in: csrf field (of what changes something), right (in the office `{amt}` where
/// the pattern has one), and whether the account is set up. Nothing: the request may pass; otherwise the answer that
/// says what to do.
std::optional<http::Response> admit(authority::Route const& route, http::Request const& request,
                                    identity::SignedIn const& session, authority::StaffContext const& context,
                                    bool json);
/// The answer to somebody who is not signed in.
/// The same for a specialist system: the right in the office that the address names, as a clerk needs it, and a key
/// that may write where something is changed.
std::optional<http::Response> admit_program(authority::Route const& route, authority::ProgramContext const& c);
/// 401: no key, or none that holds.
http::Response unknown_program();
http::Response ask_to_sign_in(authority::Route const& route, http::Request const& request,
                              authority::TownContext const& context, bool json);

}  // namespace kreislauf::app

#pragma once

#include <string>
#include <string_view>

#include "administration/appointments/model.h"
#include "authority/page.h"

/// Why something was not done, in words: what happened, what was kept, what to do next.
namespace kreislauf::appointments::resident {

/// A short answer that belongs to the appointments.
http::Response answer(authority::Context const& context, authority::ShortAnswer said);
/// The answer to an act that does not fit the state. Without token the way leads to the services.
http::Response not_now(authority::Context const& context, State state, std::string_view token);
/// One mailbox waits in as many places as it may.
http::Response too_many_entries(authority::Context const& context, int limit);
/// One address has done too much in ten minutes; `lead` says what.
http::Response too_many_attempts(authority::Context const& context, std::string_view lead);

}  // namespace kreislauf::appointments::resident

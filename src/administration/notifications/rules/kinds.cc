#include "administration/notifications/rules/kinds.h"

#include <array>

namespace kreislauf::notifications {

namespace {

/// In the order of Kind.
constexpr std::array<Urgency, kinds> urgencies{{
    {.mail = Hold::until_loud, .push = Hold::until_loud},  // changed
    {.mail = Hold::until_loud, .push = Hold::until_loud},  // message
    // § 41 Absatz 2a VwVfG NRW: the ten days in which a notice can be fetched count from the day on which this was
    // sent. By mail it goes on that day; nobody needs to be woken for that.
    {.mail = Hold::same_day, .push = Hold::until_loud},              // decided
    {.mail = Hold::until_loud, .push = Hold::until_loud},            // unfetched
    {.mail = Hold::same_day, .push = Hold::same_day, .high = true},  // ends_today
}};

}  // namespace

Urgency const& urgency_of(Kind kind) { return urgencies[static_cast<std::size_t>(kind)]; }

}  // namespace kreislauf::notifications

#pragma once

#include "authority/route.h"

namespace kreislauf::notifications {

/// The script that shows a message when no page is open. It stands at the root of the site, because a browser gives a
/// worker only what lies below it.
void add_worker_route(authority::Rows& rows);

}  // namespace kreislauf::notifications

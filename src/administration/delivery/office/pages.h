#pragma once

#include "administration/delivery/delivery.h"

namespace kreislauf::delivery {

void add_office_routes(authority::Rows& rows, Deliveries& module);
/// What was not taken or given up, where somebody begins the day.
authority::Panel start_panel();

}  // namespace kreislauf::delivery

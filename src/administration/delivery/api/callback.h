#pragma once

#include "administration/delivery/delivery.h"

namespace kreislauf::delivery {

void add_callback_route(authority::Rows& rows, Deliveries& module);

}  // namespace kreislauf::delivery

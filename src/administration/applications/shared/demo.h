#pragma once

#include "authority/house.h"

namespace kreislauf::applications {

/// Days of the lorry in the sample district, where nobody has set any.
void fill_demo(authority::House& house);

}  // namespace kreislauf::applications

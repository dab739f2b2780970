#pragma once

#include "administration/delivery/model.h"
#include "platform/kern/sheet.h"

namespace kreislauf::delivery {

/// Where it is sent once more: `/verwaltung/amt/bauamt/zustellungen/5`
std::string path_of(Delivery const& delivery);
/// The button, where that can be.
void write_again(kern::Sheet& page, Delivery const& delivery);

}  // namespace kreislauf::delivery

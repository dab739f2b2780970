#pragma once

#include <string_view>

#include "administration/delivery/model.h"
#include "platform/kern/sheet.h"

namespace kreislauf::delivery {

/// Where it is sent once more: `/verwaltung/amt/bauamt/zustellungen/5`
std::string path_of(Delivery const& delivery);
inline constexpr std::string_view button = "tun", send_again_value = "nochmal", keep_here_value = "hier";
/// The buttons for what was given up or not taken, and for nothing else.
void write_buttons(kern::Sheet& page, Delivery const& delivery);

}  // namespace kreislauf::delivery

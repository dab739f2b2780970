#pragma once

#include "authority/command.h"

namespace kreislauf::cases::exchange {

/// `kreislauf check case services/NAME ...`: what is missing or wrong in case.toml, with its line.
authority::Command check_case();

}  // namespace kreislauf::cases::exchange

#pragma once

#include "authority/command.h"

namespace kreislauf::receipts::exchange {

/// `kreislauf verify receipt FILE`
authority::Command verify_receipt();

}  // namespace kreislauf::receipts::exchange

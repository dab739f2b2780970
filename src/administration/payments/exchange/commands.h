#pragma once

#include "administration/payments/payments.h"

namespace kreislauf::payments {

/// Statements in, bookings out, account and provider.
std::vector<authority::Command> commands(std::shared_ptr<Payments> const& payments);

}  // namespace kreislauf::payments

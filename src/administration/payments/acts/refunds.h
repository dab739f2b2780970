#pragma once

#include "administration/payments/acts/paying.h"

namespace kreislauf::payments {

/// What could still be given back: paid, and not on its way back.
Money refundable(std::vector<Payment> const& payments);

/// Somebody has transferred or paid out a refund that no provider does. Throws NotFound.
void give_back_by_hand(acts::Transaction& tx, Payments const& payments, std::int64_t refund);

/// A refund that the provider has refused goes by transfer.
void refund_by_transfer_instead(acts::Transaction& tx, Payment& refund);

}  // namespace kreislauf::payments

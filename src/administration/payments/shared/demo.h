#pragma once

#include "administration/payments/payments.h"

namespace kreislauf::payments {

/// Lets the sandbox take payments, and gives the town whose life the demonstration shows an invented account. A
/// receivable to pay comes from /testbezahlung.
void fill_demo(Payments& payments, authority::House& house);

}  // namespace kreislauf::payments

#pragma once

#include "administration/payments/payments.h"

namespace kreislauf::payments {

void add_office_routes(authority::Rows& rows, Payments& module);

}  // namespace kreislauf::payments

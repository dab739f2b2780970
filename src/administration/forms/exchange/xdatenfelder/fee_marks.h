#pragma once

#include "administration/forms/exchange/xdatenfelder/marks.h"
#include "administration/forms/model.h"

namespace kreislauf::forms::exchange::xdatenfelder {

/// FIM knows no fees: the whole rule travels in the marks of the schema, a table as it is.
void put_fee(Marks& marks, FeeRule const& fee);
FeeRule fee_in(Marks const& marks);

}  // namespace kreislauf::forms::exchange::xdatenfelder

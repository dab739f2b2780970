#pragma once

#include <string>

#include "administration/forms/model.h"

namespace kreislauf::authored {
class TableReader;
}

namespace kreislauf::forms {

/// What `[form]` says of the fee: `fee = true`, `fee = "rules/gebuehr.dmn"`, and which answers of the town are amounts.
FeeRule read_fee_kind(authored::TableReader& form);
/// The cases: those of `[[fee]]`, or the rules of the decision model `dmn`, each with its reason and its law.
void read_fee(authored::TableReader& top, std::string const& dmn, FeeRule& fee);

/// The decision of the model that says what it costs.
inline constexpr std::string_view fee_decision = "Gebühr";

}  // namespace kreislauf::forms

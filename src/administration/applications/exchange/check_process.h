#pragma once

#include "administration/cases/cases.h"
#include "administration/catalog/catalog.h"
#include "administration/forms/forms.h"

namespace kreislauf::applications::exchange {

/// Looks whether the process of a package comes to its decision: its conditions read what its tasks have answered or
/// the form asks, and with each example that can be sent and each way that its tasks can end nothing waits for ever.
void try_process(cases::CaseType const& type, forms::exchange::FormFolder const& package,
                 std::vector<authored::Problem>& problems);
/// Conditions that read what nobody answers, in a package that is imported.
std::vector<authored::Problem> problems_in_process(catalog::PackageFiles const& package);

}  // namespace kreislauf::applications::exchange

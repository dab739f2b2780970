#pragma once

#include "administration/cases/cases.h"
#include "administration/catalog/catalog.h"
#include "administration/forms/forms.h"

namespace kreislauf::applications::exchange {

/// Conditions of a process read what its tasks have answered or what the form asks, and nothing else.
void tell_unknown_facts(cases::CaseType const& type, forms::CompiledForm const& form,
                        std::vector<authored::Problem>& problems);
/// The same for a package that is imported.
std::vector<authored::Problem> problems_in_process(catalog::PackageFiles const& package);

}  // namespace kreislauf::applications::exchange

#pragma once

#include <string>
#include <vector>

#include "administration/cases/shared/view.h"
#include "administration/catalog/catalog.h"
#include "platform/kern/sheet.h"

namespace kreislauf::cases {

/// What belongs to this case: what somebody has linked with it, and what came from the same person (`others`, by their
/// subjects). Of both only what this reader sees anyway: the same office, the same services.
void write_related(kern::Sheet& page, authority::StaffContext const& c, View const& view,
                   catalog::Snapshot const& catalogue, std::vector<std::string> const& others);

}  // namespace kreislauf::cases

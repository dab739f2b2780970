#pragma once

#include <optional>
#include <vector>

#include "administration/cases/rules/type.h"

namespace kreislauf::cases {

/// Until when the office has to be done, by its law; nothing while that stands still, has not begun, or is not known.
std::optional<deadlines::Day> due_on(DeadlineRule const& rule, Case const& one, std::vector<Pause> const& pauses);

}  // namespace kreislauf::cases

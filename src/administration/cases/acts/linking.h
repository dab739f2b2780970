#pragma once

#include "administration/cases/acts/change.h"

namespace kreislauf::cases {

/// Two cases belong together, or do so no more; both say so in their history. Twice is once.
void link(acts::Transaction& tx, Case& one, Case& other);
void unlink(acts::Transaction& tx, Case& one, Case& other);

}  // namespace kreislauf::cases

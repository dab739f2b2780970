#pragma once

#include "authority/module.h"

namespace kreislauf::app {

/// What the platform itself needs done in every authority: answers to forms and settled messages of the outbox are
/// dropped after 30 days.
authority::Module housekeeping(authority::House& house);

}  // namespace kreislauf::app

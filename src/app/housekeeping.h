#pragma once

#include "authority/module.h"

namespace kreislauf::app {

/// The days on which nothing was done daily are in order: an operator says so (`kreislauf close`), or the demonstration
/// for itself. Authorities whose clock is not in doubt are left alone; how many were not.
std::size_t confirm_days(authority::House& house);
/// What the platform itself needs done in every authority: answers to forms and settled messages of the outbox are
/// dropped after 30 days.
authority::Module housekeeping(authority::House& house);

}  // namespace kreislauf::app

#pragma once

#include "authority/command.h"

namespace kreislauf::forms::exchange {

/// `kreislauf check form DIR ...`: reads the form of a service package, its lists and translations, and runs its
/// examples. Needs no store: authors check their forms before there is one.
authority::Command check_form();

}  // namespace kreislauf::forms::exchange

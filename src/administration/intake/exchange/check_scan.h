#pragma once

#include "administration/intake/intake.h"
#include "authority/command.h"

namespace kreislauf::intake::exchange {

/// `kreislauf check scan TOWN FILE`: reads a scan at the desk and prints what would stand beside the form; nothing is
/// kept. To try a scanner, and for the figures (tests/paper).
authority::Command check_scan(Intake& module);

}  // namespace kreislauf::intake::exchange

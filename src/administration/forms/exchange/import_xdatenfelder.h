#pragma once

#include "authority/command.h"

namespace kreislauf::forms::exchange {

/// `kreislauf import xdatenfelder FILE.xml [--to services/NAME] [--lists DIR]`: a form.toml for an author to finish,
/// made of a data schema of FIM (XDatenfelder 2 or 3).
authority::Command import_xdatenfelder();

/// `kreislauf check xdatenfelder FILE.xml ...`: the quality check of FIM with its official numbers.
authority::Command check_xdatenfelder();

}  // namespace kreislauf::forms::exchange

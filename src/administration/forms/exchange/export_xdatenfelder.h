#pragma once

#include "authority/command.h"

namespace kreislauf::forms::exchange {

/// `kreislauf export xdatenfelder services/NAME [--version 2|3] [--to DIR]`: the form of a package as a data schema of
/// FIM.
authority::Command export_xdatenfelder();

/// `kreislauf export json-schema services/NAME`: what the answers of a form look like, as JSON Schema 2020-12.
authority::Command export_json_schema();

}  // namespace kreislauf::forms::exchange

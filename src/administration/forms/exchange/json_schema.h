#pragma once

#include <string>

#include "administration/forms/rules/compiled.h"

namespace kreislauf::forms::exchange {

/// The answers of a whole application (rules/answers_json.h) as JSON Schema 2020-12. Where a condition can be said
/// exactly, what it asks for is required, and nothing else may stand there; where not, a description tells it.
std::string json_schema(CompiledForm const& form, std::string const& title);

}  // namespace kreislauf::forms::exchange

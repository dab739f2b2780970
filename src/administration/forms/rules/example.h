#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "administration/forms/rules/compiled.h"

namespace kreislauf::forms {

/// An example of a form, written by its author: these answers, so these pages, and this is wrong. Runs with every check
/// of the package, also in a town that has changed something.
///
///     title   = "Ohne Gerät kommt keine Frage nach Geräten"
///     pages   = ["adresse", "dinge"]
///     missing = ["dinge[2].anzahl"]
///     wrong   = ["bis"]
///     [answers]
///     elektro = false
///
/// `today` is a day like any other answer's; without it examples happen on 1 January 2026.
/// Tells with file and line what does not come out as written.
void run_example(CompiledForm const& form, std::string_view toml, std::string_view file,
                 std::vector<authored::Problem>& problems);

/// What the form makes of the answers of an example, for who looks at them in another way.
Outcome outcome_of_example(CompiledForm const& form, std::string_view toml, std::string_view file,
                           std::vector<authored::Problem>& problems);

}  // namespace kreislauf::forms

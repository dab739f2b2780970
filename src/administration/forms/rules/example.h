#pragma once

#include <chrono>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "administration/forms/rules/compiled.h"

namespace kreislauf::forms {

/// An answer that the page of a form would not take, and why.
struct RefusedAnswer {
  std::string path;  ///< `dinge[2].anzahl`
  std::string sentence;
};
/// What a page says of an answer to this question, on this day (shared/refused_answers.h).
using Refusing =
    std::function<std::vector<RefusedAnswer>(std::chrono::sys_days today, Question const&, feel::Value const&)>;

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
///     refused = ["dinge[2].anzahl"]
///
/// `refused` names answers that no page would take: too long, too many, no option, not asked. Without it they are
/// mistakes of the example, which shows something that nobody can send.
///
/// `today` is a day like any other answer's; without it examples happen on 1 January 2026. Where the fee follows from
/// the answers, `fee = "20.00"` says what is asked for, or `"later"`; `town = { preis = "9.00" }` what a town has set.
/// Tells with file and line what does not come out as written. `reached` gets the cases of the fee that an example with
/// `fee` has looked at.
void run_example(CompiledForm const& form, std::string_view toml, std::string_view file,
                 std::vector<authored::Problem>& problems, std::set<std::size_t>* reached = nullptr,
                 Refusing const& refusing = {});
/// Cases of the fee that no example has reached: each is one that nobody has looked at.
void tell_unreached(CompiledForm const& form, std::set<std::size_t> const& reached,
                    std::vector<authored::Problem>& problems);

/// What the form makes of the answers of an example, for who looks at them in another way, and on which day.
struct ExampleRun {
  Outcome outcome;
  feel::Environment environment;
};
ExampleRun outcome_of_example(CompiledForm const& form, std::string_view toml, std::string_view file,
                              std::vector<authored::Problem>& problems);

}  // namespace kreislauf::forms

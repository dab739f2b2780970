#pragma once

#include "engines/feel/feel.h"

namespace kreislauf::feel {

/// The expression as the text of a small JavaScript function `(v, f) => …`: `v` holds the values by name, `f` is the
/// module `javascript/runtime.js`, or `javascript/functions.js`, which adds the rarer built-ins. Plain code, nothing is
/// evaluated from text in the browser. What the runtime cannot do exactly as the server does it is refused by name.
/// Unary tests become `(i, v, f) => …`, `i` being the input.
[[nodiscard]] Result<std::string, Diagnostic> to_javascript(Expression const& expression);

/// A value as a JavaScript literal for the same runtime; nullopt for times, moments and functions.
[[nodiscard]] std::optional<std::string> to_javascript(Value const& value);

/// An ES module exporting `rules`, a map from each name to its function, and `needs`, the module to call them with:
/// "runtime", or "functions" when one of them calls a rarer built-in.
[[nodiscard]] Result<std::string, Diagnostic> to_javascript_module(
    std::vector<std::pair<std::string, Expression>> const& rules);

}  // namespace kreislauf::feel

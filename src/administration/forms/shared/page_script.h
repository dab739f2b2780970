#pragma once

#include <string>

#include "administration/forms/rules/compiled.h"

/// What lets a page react at once where there is JavaScript: its conditions, compiled for the browser from the same
/// expressions that the server evaluates again.
namespace kreislauf::forms {

/// An ES module with the conditions of a page by their keys; empty when it has none, or one that only the server can
/// do.
std::string page_script(CompiledForm const& form, std::size_t page);

/// JSON for the island: where the module is, the kinds of the page's questions, and what of the answers on other pages
/// the conditions look at.
std::string page_data(CompiledForm const& form, std::size_t page, Answers const& answers, std::string_view address);

}  // namespace kreislauf::forms

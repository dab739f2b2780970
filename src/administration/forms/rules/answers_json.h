#pragma once

#include <string>
#include <string_view>

#include "administration/forms/rules/compiled.h"

/// Answers as they are stored, sent and attached: JSON by the names of the questions.
namespace kreislauf::forms {

/// An object in the order of the form. What was not answered is left out. Days are `2026-11-24`, times `09:30:00`,
/// amounts numbers of euros, lists arrays, groups objects.
std::string json_of(CompiledForm const& form, Answers const& answers);
/// Reads it back. What this form does not ask, or is of another kind, is left out: the text may be of another version.
Answers answers_in(CompiledForm const& form, std::string_view json);
Answers answers_in(CompiledForm const& form, feel::Value const& read);

}  // namespace kreislauf::forms

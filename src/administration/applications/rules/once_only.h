#pragma once

#include <cstddef>

#include "administration/forms/forms.h"

/// What an earlier application already says of the questions of a form.
namespace kreislauf::applications {

/// Answers of an earlier application that stand for questions of this page which nobody has answered yet, right or
/// wrong, by their slots; null for all others. Of a group the members that are open are filled.
forms::Answers earlier_answers(forms::CompiledForm const& form, forms::Entered const& entered, std::size_t page,
                               forms::KnownSource const& source, forms::CompiledForm const& theirs,
                               forms::Answers const& then);
/// Is anything of this page known there?
bool is_known_on(forms::Definition const& form, std::size_t page, forms::KnownSource const& source);

}  // namespace kreislauf::applications

#pragma once

#include <chrono>

#include "administration/forms/rules/example.h"
#include "platform/i18n/i18n.h"

namespace kreislauf::forms {

/// What the page of a form would not take of an answer: its shape, its limits, the options that there are. Of lists and
/// groups each answer by itself, `dinge[2].anzahl`. The sentence is that of the page, or says what is of the wrong
/// kind.
std::vector<RefusedAnswer> refused_answers(i18n::Translator const& t, std::chrono::sys_days today,
                                           Question const& question, feel::Value const& value);

}  // namespace kreislauf::forms

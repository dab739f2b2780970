#pragma once

#include <string_view>

#include "administration/applications/model.h"
#include "platform/i18n/i18n.h"
#include "platform/kern/components.h"

// How a state reads to the applicant.
namespace kreislauf::applications {

kern::Tone tone_of(State state);
/// `In Bearbeitung`
std::string_view word_of(i18n::Translator const& t, State state);

}  // namespace kreislauf::applications

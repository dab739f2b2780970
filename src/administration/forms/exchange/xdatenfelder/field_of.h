#pragma once

#include <vector>

#include "administration/forms/exchange/xdatenfelder/schema.h"
#include "administration/forms/model.h"

namespace kreislauf::forms::exchange::xdatenfelder {

/// Kind, data type and bounds of a field from its question. Checks that say no more than a pattern leave `checks`.
void fill_field(Element& field, Question const& question, std::vector<Check>& checks, Release release);

/// The sentence of a check that an import made of a pattern.
constexpr std::string_view sentence_of_pattern = "Bitte prüfen Sie, ob Sie alles richtig geschrieben haben.";
/// What imports write for decimal numbers and for moments, which are texts in our forms.
constexpr std::string_view pattern_of_decimal = "-?[0-9]+(,[0-9]+)?";
constexpr std::string_view pattern_of_moment = "[0-9]{1,2}\\.[0-9]{1,2}\\.[0-9]{4} [0-9]{1,2}:[0-9]{2}";

}  // namespace kreislauf::forms::exchange::xdatenfelder

#pragma once

#include <string_view>
#include <vector>

#include "administration/forms/model.h"
#include "platform/authored/problem.h"

namespace kreislauf::forms {

/// Adds the texts of one language: `[page.adresse]` has title and lead, `[page.adresse.abholort]` label, hint, why,
/// `options = { sofa = "Sofa" }` and `checks = ["..."]` in the order of the German ones, questions of a list below
/// their list. What is missing in it, and what the German form does not have, is a problem.
void translate(Definition& definition, i18n::Language language, std::string_view toml, std::string_view file,
               std::string_view top, std::vector<authored::Problem>& problems);

}  // namespace kreislauf::forms

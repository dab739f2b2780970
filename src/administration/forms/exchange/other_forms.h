#pragma once

#include <filesystem>

#include "administration/forms/rules/known_source.h"

namespace kreislauf::forms {
class Library;
}

namespace kreislauf::forms::exchange {

/// Where the form of a package may take answers from: packages in the folder beside it, and those of the program.
OtherForms forms_beside(std::filesystem::path const& folder);
/// The same of a portal: the forms that are live, and those of the program.
OtherForms forms_of(Library const& library);

}  // namespace kreislauf::forms::exchange

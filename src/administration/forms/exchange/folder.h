#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "administration/forms/rules/compiled.h"

/// A package as its author has it on disk, before any town has it.
namespace kreislauf::forms::exchange {

struct FormFolder {
  std::shared_ptr<CompiledForm const> form = {};                   ///< nullptr: there is no form.toml
  std::vector<std::pair<std::string, std::string>> examples = {};  ///< `tests/NAME.toml` and its text, in their order
};
/// Tells each problem with file and line; a form with problems must not be used.
FormFolder read_form_folder(std::filesystem::path const& folder, std::vector<authored::Problem>& problems);

}  // namespace kreislauf::forms::exchange

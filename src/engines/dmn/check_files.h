#pragma once

#include <filesystem>
#include <ostream>

#include "engines/dmn/tck.h"

namespace kreislauf::dmn {

/// `kreislauf check dmn PATH`: everything that can be said about a model, or about every `.dmn` below a folder, without
/// running it. A model fails with an error or a warning, not with a notice. Ends with the line `N passed, M failed`.
TckOutcome check_models(std::filesystem::path const& path, std::ostream& out);

/// Finds imports beside this file: by the location that the import gives, otherwise by the namespace.
[[nodiscard]] Resolver beside(std::filesystem::path const& model);

}  // namespace kreislauf::dmn

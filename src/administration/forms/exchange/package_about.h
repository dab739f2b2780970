#pragma once

#include <filesystem>

#include "administration/forms/exchange/xdatenfelder/schema_of.h"

namespace kreislauf::forms::exchange {

/// What the other files of a package say of its service: the title (text.de.md) and the laws (service.toml).
xdatenfelder::About about(std::filesystem::path const& folder);

}  // namespace kreislauf::forms::exchange

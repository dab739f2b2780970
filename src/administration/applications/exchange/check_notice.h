#pragma once

#include <filesystem>

#include "administration/catalog/catalog.h"
#include "authority/command.h"

namespace kreislauf::applications::exchange {

/// `kreislauf check notice DIR...`: notice.de.md of packages, read and filled with the examples of their forms, once
/// for each way in which a case may end.
authority::Command check_notice();

/// The same for one folder; `show` prints each text that comes out.
authority::Looked look_at_notice(std::filesystem::path const& folder, bool show);

/// What is wrong with the text of the notice of a package before any example is tried; nothing where it has none.
std::vector<authored::Problem> problems_in_notice(catalog::PackageFiles const& package);

}  // namespace kreislauf::applications::exchange

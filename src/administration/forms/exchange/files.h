#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "administration/forms/rules/definition.h"

/// Files of service packages, as the commands of this module read and write them.
namespace kreislauf::forms::exchange {

/// Empty where there is none.
std::string content(std::filesystem::path const& path);
/// In the order of their names.
std::vector<std::filesystem::path> files_in(std::filesystem::path const& folder, std::string_view ending);
/// The form of a package with its lists and translations.
FormFiles files_of(std::filesystem::path const& folder);
/// Writes a file, also over one of this name. Throws StoreDenied with what to do when it cannot.
void write_file(std::filesystem::path const& path, std::string_view content);

}  // namespace kreislauf::forms::exchange

#pragma once

#include <string>
#include <string_view>

#include "administration/catalog/rules/package.h"

namespace kreislauf::catalog {

/// Puts one file of the folder where it belongs.
void take_file(PackageFiles& package, std::string const& name, std::string content);

/// All files of a package by name as a JSON object; the same files give the same text.
std::string text_of(PackageFiles const& package);
/// Reads what `text_of` writes.
PackageFiles package_in(std::string slug, std::string_view text);

}  // namespace kreislauf::catalog

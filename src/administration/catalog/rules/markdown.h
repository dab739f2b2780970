#pragma once

#include <string_view>
#include <vector>

#include "administration/catalog/model.h"
#include "administration/catalog/rules/package.h"

namespace kreislauf::catalog {

/// Reads a `text.*.md` file: name, teaser, and the parts under their headings, in the order of `module_names()`.
/// A translation may be name and teaser alone; with one part it must have all that are required.
/// What is wrong is added to `problems` with its line.
Text read_text(std::string_view markdown, i18n::Language language, std::string const& file,
               std::vector<Problem>& problems);

/// Reads paragraphs and lists; `line` is the number of the first line, for messages.
std::vector<Block> read_blocks(std::vector<std::string_view> const& lines, std::size_t line, std::string const& file,
                               std::vector<Problem>& problems);

}  // namespace kreislauf::catalog

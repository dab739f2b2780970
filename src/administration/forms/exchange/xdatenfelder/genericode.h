#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "administration/forms/exchange/xdatenfelder/schema.h"

namespace kreislauf::forms::exchange::xdatenfelder {

/// A code list as the XRepository gives it out (OASIS genericode 1.0).
struct CodeListFile {
  CodeList name;
  std::vector<Code> codes;
};

/// Nothing where the file is no code list, or has none.
std::optional<CodeListFile> read_genericode(std::string_view xml);
std::string write_genericode(CodeListFile const& list);

/// The list of this version, else the one of another version; nothing where there is neither.
CodeListFile const* find_list(std::vector<CodeListFile> const& lists, CodeList const& wanted);

}  // namespace kreislauf::forms::exchange::xdatenfelder

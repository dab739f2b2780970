#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "authority/authority.h"
#include "base/csv.h"
#include "base/result.h"

/// What the imports of this module share: cells as people write them, authorities as people name them.
namespace kreislauf::authority {

/// Degrees as `7.01`, or as `7,01` where a German spreadsheet wrote them; `otherwise` when the cell is empty.
Result<double> degrees(csv::Table const& table, std::string_view column, double otherwise);

/// Reads one cell; empty stays empty, the error says how to write it.
using ReadText = Result<std::string> (*)(std::string_view);
/// A telephone number that can be dialled, as people write it.
Result<std::string> telephone(std::string_view written);
/// An address that may become a link `mailto:`, in which some signs begin further receivers and texts.
Result<std::string> mail_address(std::string_view written);
Result<std::string> web_address(std::string_view written);

std::shared_ptr<Directory const> directory_of(db::Store& db);
/// By key or by the name in addresses; nothing where there is none.
Authority const* named(Directory const& directory, std::string_view name);
/// `there is no authority "gesher"; did you mean gescher?`
std::string unknown_authority(Directory const& directory, std::string_view name);

/// Whether lines were rejected and nothing shall be stored then; the report says so.
bool stops(ImportReport& report, OnRejection on_rejection);

}  // namespace kreislauf::authority

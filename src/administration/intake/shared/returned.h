#pragma once

#include "administration/intake/intake.h"
#include "administration/intake/model.h"

namespace kreislauf::intake {

/// What was read on a sheet, with the addresses of its pictures.
applications::ReturnedPaper returned(Intake const& module, authority::TownContext const& c, Sheet const& sheet);
/// The same of the sheet that lies beside this draft.
std::optional<applications::ReturnedPaper> returned(Intake const& module, authority::TownContext const& c,
                                                    std::int64_t application);
/// Its answers as somebody would send them from the pages; empty where nothing was read.
std::string body_of(Intake const& module, authority::TownContext const& c, Sheet const& sheet);

/// Pages of a sheet, without blank ones.
std::vector<Page> pages_of(authority::TownContext const& c, Sheet const& sheet);
std::string path_of(Sheet const& sheet);

}  // namespace kreislauf::intake

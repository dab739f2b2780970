#pragma once

#include <string>

#include "administration/intake/intake.h"
#include "administration/intake/model.h"

namespace kreislauf::intake::office {

/// Why it waits, and what to do now.
struct Clearing {
  std::string why, todo;
};
Clearing clearing_of(authority::TownContext const& c, Sheet const& sheet, std::string_view code);
/// `Sperrmüll abholen`; of what has no code `Papier ohne Code`.
std::string name_of_form(Intake const& module, Sheet const& sheet);
std::string_view german_of(SheetState state);

}  // namespace kreislauf::intake::office

#pragma once

#include <map>
#include <string>
#include <string_view>

#include "administration/forms/rules/compiled.h"

namespace kreislauf::forms {

/// What somebody has entered into a form so far: nothing of it gets lost, also where it is not understood yet.
struct Entered {
  Answers answers;
  std::map<std::string, std::string> rest = {};  ///< as typed, by the name of the field (page_fields.h)
};

/// `{"answers": {...}, "rest": {...}}`
std::string text_of(CompiledForm const& form, Entered const& entered);
/// Reads it back; nothing but the text of text_of must come in.
Entered entered_in(CompiledForm const& form, std::string_view text);

}  // namespace kreislauf::forms

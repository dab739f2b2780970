#pragma once

#include <set>
#include <string>
#include <vector>

#include "administration/forms/forms.h"

/// What may be answered again when the office has asked for it: these questions, and those that only the new answers
/// bring.
namespace kreislauf::applications {

struct AmendablePage {
  std::size_t page = 0;
  std::set<std::string> names = {};  ///< of its questions
};
/// In the order of the form. `asked` are names of questions; `before` is what was sent, `now` what is typed since.
std::vector<AmendablePage> amendable(forms::CompiledForm const& form, std::vector<std::string> const& asked,
                                     forms::Entered const& before, forms::Entered const& now,
                                     feel::Environment const& environment);

/// A question that was answered otherwise.
struct Changed {
  std::string label;
  std::vector<std::string> before, after;
};
std::vector<Changed> changes(std::vector<forms::ShownPage> const& before, std::vector<forms::ShownPage> const& after);

}  // namespace kreislauf::applications

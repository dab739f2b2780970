#pragma once

#include <string>
#include <vector>

#include "administration/forms/shared/entered.h"
#include "authority/context.h"
#include "base/function_ref.h"
#include "platform/html/html.h"

/// Answers as people read them again: before they send, afterwards, in the office, on paper.
namespace kreislauf::forms {

/// One answer. Several lines where it is a list.
struct ShownAnswer {
  std::string name;   ///< of the question
  std::string label;  ///< in the reader's language, or German where nobody has translated it
  bool german = false;
  std::vector<std::string> lines;
};

struct ShownPage {
  std::string id, title;
  bool german = false;
  std::vector<ShownAnswer> answers;
};

/// All pages that are shown, with everything that is asked and answered. What was not answered is left out.
std::vector<ShownPage> shown_answers(i18n::Translator const& t, CompiledForm const& form, Entered const& entered,
                                     feel::Environment const& environment);

/// Each page as a section with a heading of this level; `more` writes what stands beside its heading: a way to change
/// it.
void write_answers(html::Writer& out, authority::Context const& c, std::vector<ShownPage> const& pages, int level,
                   FunctionRef<void(html::Writer&, ShownPage const&)> more);

}  // namespace kreislauf::forms

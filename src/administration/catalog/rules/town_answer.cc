#include "administration/catalog/rules/town_answer.h"

#include "base/text.h"

namespace kreislauf::catalog {

bool says_yes(std::string_view answer) {
  constexpr std::string_view yes = "ja";
  auto const folded = text::folded(text::trimmed(answer));
  if (not folded.starts_with(yes)) return false;
  // "Januar" says when, not that.
  return folded.size() == yes.size() or std::string_view{" ,;.:!-("}.find(folded[yes.size()]) != std::string_view::npos;
}

}  // namespace kreislauf::catalog

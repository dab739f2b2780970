#include "administration/intake/rules/grouping.h"

#include <algorithm>

#include "administration/forms/forms.h"

namespace kreislauf::intake::rules {

namespace {

/// All of the code but the page.
std::string sheet_of(forms::PaperCode const& code) { return code.authority + " " + code.layout; }

}  // namespace

std::vector<Group> grouped(std::vector<Page> const& pages) {
  std::vector<Group> groups;
  std::string open;
  for (std::size_t i = 0; i < pages.size(); ++i) {
    if (pages[i].trouble == "blank") continue;
    auto const code = forms::paper_code_in(pages[i].code);
    auto const own = code ? sheet_of(*code) : std::string{};
    auto* const last = groups.empty() ? nullptr : &groups.back();
    bool const there = code and last != nullptr and
                       std::find(last->printed.begin(), last->printed.end(), code->page) != last->printed.end();
    bool const goes_on = last != nullptr and (not code or (own == open and not there));
    if (not goes_on) {
      groups.push_back({.first = i, .last = i, .code = pages[i].code});
      open = own;
    }
    groups.back().last = i;
    if (code) groups.back().printed.push_back(code->page);
  }
  return groups;
}

}  // namespace kreislauf::intake::rules

#include "administration/forms/rules/behalf.h"

#include <algorithm>
#include <array>

namespace kreislauf::forms {

namespace {

constexpr std::array<std::string_view, 3> words{"child", "care", "power"};

/// Only the answers that the form knows, besides for oneself.
void narrow(Question& question, std::vector<std::string> const& known) {
  if (question.name != behalf_for) return;
  std::erase_if(question.options, [&](Option const& one) {
    return one.value != behalf_self and std::find(known.begin(), known.end(), one.value) == known.end();
  });
}

}  // namespace

bool is_behalf(std::string_view word) { return std::find(words.begin(), words.end(), word) != words.end(); }

void add_behalf(Definition& definition, Definition const& blocks) {
  auto const& known = definition.terms.behalf;
  if (known.empty()) return;
  auto const block =
      std::find_if(blocks.pages.begin(), blocks.pages.end(), [](Page const& one) { return one.id == behalf_block; });
  if (block == blocks.pages.end()) return;
  Page page;
  page.id = behalf_page;
  page.title = block->title;
  page.lead = block->lead;
  page.law = block->law;
  Question group;
  group.name = group.block = behalf_block;
  group.kind = Kind::group;
  group.label = block->title;
  group.shown = block->shown;
  bool const evidence = known != std::vector<std::string>{std::string{words.front()}};
  for (auto question : block->questions) {
    narrow(question, known);
    if (question.kind != Kind::file)
      group.questions.push_back(std::move(question));
    else if (evidence)  // files are asked for by themselves
      page.questions.push_back(std::move(question));
  }
  page.questions.insert(page.questions.begin(), std::move(group));
  definition.pages.insert(definition.pages.begin(), std::move(page));
}

}  // namespace kreislauf::forms

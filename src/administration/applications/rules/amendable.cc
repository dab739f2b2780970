#include "administration/applications/rules/amendable.h"

#include <algorithm>
#include <map>

namespace kreislauf::applications {

namespace {

/// Questions of pages that are asked of somebody who has answered so.
std::set<std::string> asked_of(forms::CompiledForm const& form, forms::Entered const& entered,
                               feel::Environment const& environment) {
  std::set<std::string> paths, names;
  auto const outcome = form.run(entered.answers, environment, &paths);
  auto const& pages = form.definition().pages;
  for (std::size_t i = 0; i < pages.size(); ++i) {
    if (not outcome.pages[i]) continue;
    for (auto const& one : pages[i].questions) {
      auto const below = one.name + ".";
      bool const group =
          std::any_of(paths.begin(), paths.end(), [&](std::string const& path) { return path.starts_with(below); });
      if (one.asks() and (paths.contains(one.name) or group)) names.insert(one.name);
    }
  }
  return names;
}

}  // namespace

std::vector<AmendablePage> amendable(forms::CompiledForm const& form, std::vector<std::string> const& asked,
                                     forms::Entered const& before, forms::Entered const& now,
                                     feel::Environment const& environment) {
  auto const then = asked_of(form, before, environment), since = asked_of(form, now, environment);
  std::set<std::string> const wanted{asked.begin(), asked.end()};
  std::vector<AmendablePage> all;
  auto const& pages = form.definition().pages;
  for (std::size_t i = 0; i < pages.size(); ++i) {
    AmendablePage one{.page = i};
    for (auto const& question : pages[i].questions) {
      bool const open = wanted.contains(question.name) or not then.contains(question.name);
      if (open and since.contains(question.name)) one.names.insert(question.name);
    }
    if (not one.names.empty()) all.push_back(std::move(one));
  }
  return all;
}

std::vector<Changed> changes(std::vector<forms::ShownPage> const& before, std::vector<forms::ShownPage> const& after) {
  std::map<std::string, forms::ShownAnswer const*> then;
  for (auto const& page : before) {
    for (auto const& one : page.answers) then.emplace(one.name, &one);
  }
  std::vector<Changed> all;
  for (auto const& page : after) {
    for (auto const& one : page.answers) {
      auto const found = then.find(one.name);
      auto const old = found == then.end() ? std::vector<std::string>{} : found->second->lines;
      if (old != one.lines) all.push_back({one.label, old, one.lines});
      if (found != then.end()) then.erase(found);
    }
  }
  // What is not asked any more.
  for (auto const& [name, one] : then) all.push_back({one->label, one->lines, {}});
  return all;
}

}  // namespace kreislauf::applications

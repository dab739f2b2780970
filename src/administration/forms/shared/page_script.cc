#include "administration/forms/shared/page_script.h"

#include <boost/json.hpp>
#include <set>

#include "administration/forms/rules/definition.h"
#include "engines/feel/javascript.h"

namespace kreislauf::forms {

namespace {

namespace json = boost::json;

json::object kinds_of(std::vector<Question> const& questions) {
  json::object kinds;
  for (auto const& one : questions) {
    if (not one.asks()) continue;
    if (one.questions.empty())
      kinds[one.name] = word_of(one.kind);
    else
      kinds[one.name] = json::object{{one.kind == Kind::list ? "list" : "group", kinds_of(one.questions)}};
  }
  return kinds;
}

/// Answers of other pages that a condition of this one uses: nothing else leaves the server twice.
json::object known_to(CompiledForm const& form, std::size_t page, Answers const& answers) {
  auto const here = form.slots_of(page);
  std::set<std::size_t> used;
  for (auto const& condition : form.conditions_of(page)) {
    for (auto const slot : condition.when->used_slots()) {
      if (slot < condition.outside) used.insert(slot);
    }
  }
  for (auto const slot : here) used.erase(slot);
  json::object known;
  for (auto const slot : used) {
    auto const& answer = answers[slot];
    json::object value{{"kind", feel::name_of(answer.kind())}, {"value", json::parse(feel::to_json(answer))}};
    known[form.names().all()[slot]] = std::move(value);
  }
  return known;
}

}  // namespace

std::string page_script(CompiledForm const& form, std::size_t page) {
  std::vector<std::pair<std::string, feel::Expression>> rules;
  for (auto const& condition : form.conditions_of(page)) rules.emplace_back(condition.key, *condition.when);
  if (rules.empty()) return {};
  auto module = feel::to_javascript_module(rules);
  return module ? *std::move(module) : std::string{};
}

std::string page_data(CompiledForm const& form, std::size_t page, Answers const& answers, std::string_view address) {
  return json::serialize(json::object{{"script", address},
                                      {"kinds", kinds_of(form.definition().pages[page].questions)},
                                      {"known", known_to(form, page, answers)}});
}

}  // namespace kreislauf::forms

#include "administration/catalog/rules/steps.h"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>

#include "base/text.h"

namespace kreislauf::catalog::rules {

namespace {

std::string text_of(toml::table const& table, std::string const& name) {
  return text::nfc(table[name].value_or(std::string{}));
}

ByLanguage<std::string> in_languages(toml::table const& table, std::string const& name) {
  ByLanguage<std::string> texts;
  for (auto const language : i18n::all_languages) {
    bool const german = language == i18n::Language::german;
    texts[language] = text_of(table, german ? name : fmt::format("{}_{}", name, i18n::code(language)));
  }
  return texts;
}

Result<Step> read_step(toml::table const& table) {
  Step step{.id = text_of(table, "id"),
            .services = {},
            .text = in_languages(table, "text"),
            .when = in_languages(table, "when"),
            .law = text_of(table, "law")};
  if (auto const* list = table["service"].as_array()) {
    for (auto const& one : *list) step.services.push_back(one.value_or(std::string{}));
  }
  auto const line = table.source().begin.line;
  if (step.id.empty() or text::slug(step.id) != step.id)
    return failure(fmt::format("line {}: a step needs an id of small letters, digits and hyphens", line));
  if (step.text[i18n::Language::german].empty()) return failure(fmt::format("line {}: the text is missing", line));
  return step;
}

}  // namespace

Result<Steps> read_steps(std::string_view content) try {
  Steps steps;
  for (auto const& [name, node] : toml::parse(content)) {
    std::string const id{name.str()};
    auto const& known = situations();
    if (std::none_of(known.begin(), known.end(), [&](auto const& one) { return one.id == id; }))
      return failure(fmt::format("line {}: \"{}\" is no life situation", node.source().begin.line, id));
    auto const* list = node.as_array();
    if (list == nullptr) return failure(fmt::format("line {}: write [[{}]]", node.source().begin.line, id));
    for (auto const& item : *list) {
      auto const* table = item.as_table();
      auto step = table == nullptr ? Result<Step>{failure("a step is a table")} : read_step(*table);
      if (not step) return failure(step.error());
      steps[id].push_back(std::move(*step));
    }
  }
  return steps;
} catch (toml::parse_error const& error) {
  return failure(fmt::format("line {}: {}", error.source().begin.line, error.description()));
}

}  // namespace kreislauf::catalog::rules

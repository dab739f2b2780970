#include "administration/forms/rules/option_list.h"

#include <fmt/format.h>

#include <set>

#include "base/csv.h"

namespace kreislauf::forms {

std::vector<Option> read_option_list(std::string_view csv_text, std::string_view file,
                                     std::vector<authored::Problem>& problems) {
  ImportReport report;
  csv::Table table{csv_text, report, {"value", "label"}};
  std::vector<Option> options;
  std::set<std::string> known;
  while (table.next()) {
    Option option{.value = std::string{table.cell("value")}, .label = {}};
    if (option.value.empty() or table.cell("label").empty()) table.reject("a value and a label are needed");
    if (not known.insert(option.value).second) table.reject(fmt::format("the value \"{}\" stands twice", option.value));
    for (auto const language : i18n::all_languages) {
      bool const german = language == i18n::Language::german;
      auto const column = german ? std::string{"label"} : fmt::format("label_{}", i18n::code(language));
      option.label[language] = std::string{table.cell(column)};
    }
    options.push_back(std::move(option));
  }
  for (auto const& rejected : report.rejected) problems.push_back({std::string{file}, rejected.line, rejected.reason});
  if (options.empty()) problems.push_back({std::string{file}, 0, "the list has no answers"});
  return options;
}

}  // namespace kreislauf::forms

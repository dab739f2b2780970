#include "administration/forms/rules/example.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "platform/authored/table_reader.h"

namespace kreislauf::forms {

namespace {

using authored::TableReader;
using feel::Value;

Value value_of(toml::node const& node);

Value list_of(toml::array const& array) {
  feel::Values values;
  for (auto const& one : array) values.push_back(value_of(one));
  return Value::list(std::move(values));
}

Value context_of(toml::table const& table) {
  feel::Entries entries;
  for (auto const& [key, one] : table) entries.emplace_back(std::string{key.str()}, value_of(one));
  return Value::context(std::move(entries));
}

/// As TOML writes it: a text, a number, true, a day, a time, a list, a table. Amounts with cents are texts: `"12.50"`.
Value value_of(toml::node const& node) {
  if (auto const* array = node.as_array()) return list_of(*array);
  if (auto const* table = node.as_table()) return context_of(*table);
  if (auto const text = node.value_exact<std::string>()) return Value{text::nfc(*text)};
  if (auto const number = node.value_exact<std::int64_t>()) return Value{*number};
  if (auto const truth = node.value_exact<bool>()) return Value{*truth};
  if (auto const day = node.value_exact<toml::date>()) return Value{feel::Date::of(day->year, day->month, day->day)};
  if (auto const time = node.value_exact<toml::time>())
    return feel::from_text(fmt::format("{:02}:{:02}:00", time->hour, time->minute), feel::TypeKind::time);
  return {};
}

Answers answers_of(CompiledForm const& form, TableReader& reader) {
  Answers answers(form.names().size());
  auto const* node = reader.take("answers", true);
  auto const* table = node == nullptr ? nullptr : node->as_table();
  if (table == nullptr) return answers;
  for (auto const& [key, value] : *table) {
    std::string const name{key.str()};
    if (auto const slot = form.names().find(name)) {
      answers[*slot] = value_of(value);
      continue;
    }
    auto const near = text::did_you_mean(name, form.names().all());
    reader.problem(value, fmt::format("the form asks nothing of the name \"{}\"{}", name,
                                      near ? fmt::format("; did you mean \"{}\"?", *near) : ""));
  }
  return answers;
}

feel::Environment on(std::optional<std::chrono::year_month_day> const& today) {
  auto const day = std::chrono::sys_days{today.value_or(std::chrono::year{2026} / 1 / 1)};
  feel::Environment environment;
  environment.now.local_second = std::chrono::sys_seconds{day}.time_since_epoch().count() + 12 * 3600;
  return environment;
}

void compare(TableReader& reader, std::string const& name, std::vector<std::string> const& found) {
  auto const wanted = reader.texts(name, name == "pages");
  if (wanted == found) return;
  auto const shown = [](std::vector<std::string> const& all) {
    return all.empty() ? std::string{"nothing"} : fmt::format("{}", fmt::join(all, ", "));
  };
  auto const* at = reader.table().get(name);
  reader.problem(at == nullptr ? static_cast<toml::node const&>(reader.table()) : *at,
                 fmt::format("\"{}\": it is {}, not {}", name, shown(found), shown(wanted)));
}

Outcome outcome_of(CompiledForm const& form, TableReader& reader) {
  reader.text("title", true);
  auto const environment = on(reader.day("today", false));
  return form.run(answers_of(form, reader), environment);
}

}  // namespace

void run_example(CompiledForm const& form, std::string_view toml, std::string_view file,
                 std::vector<authored::Problem>& problems) {
  authored::read_toml(toml, file, problems, [&](TableReader& reader) {
    auto const outcome = outcome_of(form, reader);
    std::vector<std::string> pages, missing, wrong;
    for (std::size_t i = 0; i < outcome.pages.size(); ++i) {
      if (outcome.pages[i]) pages.push_back(form.definition().pages[i].id);
    }
    for (auto const& fault : outcome.faults) (fault.check == nullptr ? missing : wrong).push_back(fault.path);
    compare(reader, "pages", pages);
    compare(reader, "missing", missing);
    compare(reader, "wrong", wrong);
  });
}

Outcome outcome_of_example(CompiledForm const& form, std::string_view toml, std::string_view file,
                           std::vector<authored::Problem>& problems) {
  Outcome outcome;
  authored::read_toml(toml, file, problems, [&](TableReader& reader) {
    outcome = outcome_of(form, reader);
    for (auto const* name : {"pages", "missing", "wrong"}) reader.texts(name, false);
  });
  return outcome;
}

}  // namespace kreislauf::forms

#include "administration/cases/rules/tasks.h"

#include <fmt/format.h>

#include <algorithm>

#include "administration/cases/rules/type.h"
#include "administration/processes/processes.h"
#include "platform/authored/ids.h"
#include "platform/authored/table_reader.h"

namespace kreislauf::cases {

namespace {

using authored::TableReader;
using processes::TaskRule;

std::vector<processes::Choice> read_choices(TableReader& reader) {
  std::vector<processes::Choice> choices;
  for (auto const* table : reader.tables("choice", false)) {
    TableReader one{*table, reader.file(), " in [[task.choice]]", reader.problems()};
    processes::Choice choice{.id = one.text("id", true), .name = one.text("name", true)};
    bool const twice =
        std::any_of(choices.begin(), choices.end(), [&](processes::Choice const& it) { return it.id == choice.id; });
    // It travels in the value of a button and in events.
    authored::expect_id(one, *table, choice.id);
    if (twice) one.problem(*table, fmt::format("the id \"{}\" stands there twice", choice.id));
    one.refuse_unknown();
    choices.push_back(std::move(choice));
  }
  return choices;
}

TaskRule read_task(TableReader& reader, CaseType const& type) {
  TaskRule task{.id = reader.text("id", true), .law = reader.text("law", true)};
  task.line = reader.table().source().begin.line;
  auto const within = reader.text("within", false);
  task.within = deadlines::parse_length(within);
  if (not within.empty() and not task.within)
    reader.problem(*reader.take("within", true), "write a length as P10D, P2W, P3M or P1Y");
  task.answer = reader.text("answer", false);
  task.choices = read_choices(reader);
  if (task.answer.empty() != task.choices.empty())
    reader.problem(reader.table(),
                   "\"answer\" names what was chosen, [[task.choice]] what there is to choose: both or neither");
  task.status = reader.text("status", false);
  if (not task.status.empty() and type.status(task.status) == nullptr)
    reader.problem(*reader.take("status", true), fmt::format("no [[status]] has the id \"{}\"", task.status));
  return task;
}

}  // namespace

void read_tasks(TableReader& reader, std::string_view drawing, CaseType& type) {
  std::vector<TaskRule> tasks;
  for (auto const* table : reader.tables("task", false)) {
    TableReader one{*table, reader.file(), " in [[task]]", reader.problems()};
    tasks.push_back(read_task(one, type));
    one.refuse_unknown();
  }
  if (not drawing.empty())
    type.process = processes::read_process(drawing, std::move(tasks), reader.file(), reader.problems());
  else if (not tasks.empty())
    reader.problem(reader.table(), "it says what tasks are, and process.bpmn, where they are drawn, is missing");
}

}  // namespace kreislauf::cases

#pragma once

#include "administration/cases/shared/view.h"
#include "platform/kern/sheet.h"

namespace kreislauf::cases {

/// What its process asks for now, and what was done in it; nothing where none was drawn.
void write_process(kern::Sheet& page, authority::StaffContext const& c, View const& view);
/// Nobody presses a button for it: it is decided, or somebody else answers.
bool ends_by_itself(processes::OpenTask const& task);
/// What is still to be done in it, in words.
std::vector<std::string> open_tasks(View const& view);
/// What people read while a task of its process is open; nullptr where none says so in this phase.
Status const* status_of_tasks(CaseType const& type, std::vector<processes::OpenTask> const& tasks, Phase phase);

}  // namespace kreislauf::cases

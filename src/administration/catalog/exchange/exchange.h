#pragma once

#include <vector>

#include "administration/catalog/catalog.h"
#include "authority/command.h"

namespace kreislauf::catalog::exchange {

/// `import leika`, `import xzufi`, `import service`, `import answers`, `check service`, `check search`, `questions`,
/// `planned services`, `publish service`, `drop service`.
std::vector<authority::Command> commands(Catalog& catalog);
/// Commands for versions of packages that are not live.
std::vector<authority::Command> planning_commands(Catalog& catalog);

/// Answers of towns to the questions of services (CSV: authority, service, question, answer).
int run_import_answers(authority::CommandRun const& run);
/// The questions of all services to one town with its answers, as a file to fill in and import.
int run_questions(authority::CommandRun const& run);

}  // namespace kreislauf::catalog::exchange

#pragma once

#include "administration/processes/acts/keeping.h"
#include "administration/processes/acts/moving.h"
#include "administration/processes/model.h"
#include "administration/processes/rules/process.h"
#include "administration/processes/rules/rehearsal.h"
#include "administration/processes/store/store.h"
#include "authority/module.h"

/// Processes: what happens to something step by step, as its service has drawn it in BPMN. Belongs to something else
/// (`case:17`), which tells it what happens, shows its tasks and does its errands; this module has no pages.
namespace kreislauf::processes {

/// All that this module gives to the house.
authority::Module module();

}  // namespace kreislauf::processes

#pragma once

#include "engines/bpmn/instance.h"
#include "engines/feel/feel.h"

namespace kreislauf::bpmn::state {

/// Counts children and subscriptions anew and checks that every token stands where the model lets it stand.
/// Answers what is wrong, or nothing.
std::string count_and_check(Instance& instance, Model const& model);

}  // namespace kreislauf::bpmn::state

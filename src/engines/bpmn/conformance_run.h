#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engines/bpmn/bpmn.h"

/// The little world around one conformance case: a clock that jumps, a bus between instances, and the meaning
/// of the markers that stand for scripts.
namespace kreislauf::bpmn::conformance {

struct Case {
  Value input;
  std::int64_t integer = 0;
  std::vector<std::string> trace;
  std::int64_t delay_ms = 0;
  bool parallel_process = false;
};

/// Runs one case and answers the trace that it left.
std::vector<std::string> run_case(Model const& model, std::string_view process, Case const& wanted);

/// A refused model leaves this trace.
inline constexpr std::string_view refused = "ERROR_deployment";

/// Same markers, whatever the order; plain ERROR stands for a refusal or a failure at run time.
bool matches(std::vector<std::string> expected, std::vector<std::string> actual);

}  // namespace kreislauf::bpmn::conformance

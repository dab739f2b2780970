// One case with two user tasks and a gateway, start to end in memory. Prints microseconds of CPU time per
// case. usage: bpmn_bench case.bpmn [seconds]
#include <ctime>
#include <fstream>
#include <iostream>
#include <sstream>

#include "engines/bpmn/bpmn.h"

using namespace kreislauf::bpmn;

namespace {

double cpu_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

bool run_case(Model const& model, bool stored) {
  Instant const now{};
  auto outcome = start(model, "antrag", {{"betrag", Value(150)}}, now);
  for (int i = 0; i < 2; ++i) {
    if (not outcome or outcome->effects.empty() or outcome->effects.front().kind != Effect::Kind::task_opened)
      return false;
    auto const task = outcome->effects.front().task;
    auto instance = std::move(outcome->instance);
    if (stored) instance = *read(write(instance, model), model);
    outcome = complete_task(model, std::move(instance), task, {}, now);
  }
  return outcome and outcome->instance.status == Status::completed;
}

void measure(char const* what, Model const& model, double seconds, bool stored) {
  for (int i = 0; i < 1000; ++i)
    if (not run_case(model, stored)) throw std::runtime_error("the case did not end");
  auto const begin = cpu_seconds();
  long cases = 0;
  for (; cpu_seconds() - begin < seconds; cases += 100)
    for (int i = 0; i < 100; ++i) run_case(model, stored);
  std::cout << what << " " << (cpu_seconds() - begin) * 1e6 / static_cast<double>(cases) << " us per case (" << cases
            << " cases)\n";
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 2) return 2;
  std::ostringstream text;
  text << std::ifstream(arguments[1]).rdbuf();
  auto const model = load(text.str());
  if (not model) {
    for (auto const& finding : model.error()) std::cerr << sentence(finding) << "\n";
    return 1;
  }
  auto const seconds = count > 2 ? std::stod(arguments[2]) : 2.0;
  measure("kreislauf", *model, seconds, false);
  measure("kreislauf, stored and read back at every task", *model, seconds, true);
}

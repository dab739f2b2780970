#include "administration/forms/rules/reachable.h"

namespace kreislauf::forms {

namespace {

constexpr std::size_t most_combinations = 20'000;

}  // namespace

bool is_never(feel::Expression const& condition, feel::Names const& names, ChoicesByName const& choices) {
  struct Wheel {
    std::size_t slot;
    std::vector<feel::Value> values;
    std::size_t at = 0;
  };
  std::vector<Wheel> wheels;
  std::size_t combinations = 1;
  for (auto const slot : condition.used_slots()) {
    auto const found = choices.find(names.name(slot));
    if (found == choices.end() or found->second.empty()) return false;
    Wheel wheel{slot, found->second};
    wheel.values.emplace_back();  // not answered
    combinations *= wheel.values.size();
    if (combinations > most_combinations) return false;
    wheels.push_back(std::move(wheel));
  }
  std::vector<feel::Value> slots(names.size());
  for (std::size_t n = 0; n < combinations; ++n) {
    auto rest = n;
    for (auto const& wheel : wheels) {
      slots[wheel.slot] = wheel.values[rest % wheel.values.size()];
      rest /= wheel.values.size();
    }
    if (condition.evaluate(slots, {}).is_true()) return false;
  }
  return true;
}

}  // namespace kreislauf::forms

#include "engines/bpmn/timers.h"

namespace kreislauf::bpmn::timers {

namespace {

std::string text_of(Run& run, Node const& node, EventDefinition const& event, Id owner) {
  if (event.expression == no_expression) return event.literal;
  return feel::to_text(run.evaluate(event.expression, node, owner));
}

template <class T>
T wanted(Run& run, Node const& node, Result<T> const& parsed) {
  if (not parsed) run.fail(node, "its timer: " + parsed.error());
  return *parsed;
}

Timer first_of_cycle(Run const& run, Cycle const& cycle) {
  auto due = cycle.start ? *cycle.start : add(run.now, cycle.every);
  return {due, cycle.times};
}

}  // namespace

Timer first(Run& run, Node const& node, EventDefinition const& event, Id owner) {
  auto const text = text_of(run, node, event, owner);
  if (event.timer == TimerKind::date) return {wanted(run, node, parse_instant(text)), 1};
  if (event.timer == TimerKind::duration) return {add(run.now, wanted(run, node, parse_duration(text))), 1};
  auto const cycle = wanted(run, node, parse_cycle(text));
  if (cycle.times == 0) run.fail(node, "its timer repeats zero times");
  return first_of_cycle(run, cycle);
}

bool repeats(Run& run, Subscription& timer) {
  auto const& node = run.model.node(timer.node);
  auto const& event = node.events[static_cast<std::size_t>(timer.event)];
  if (event.timer != TimerKind::cycle or timer.left == 1) return false;
  auto const cycle = wanted(run, node, parse_cycle(text_of(run, node, event, timer.owner)));
  auto const next = add(timer.due, cycle.every);
  if (cycle.end and next > *cycle.end) return false;
  timer.due = next;
  if (timer.left > 0) --timer.left;
  return true;
}

Result<void> check(TimerKind kind, std::string_view literal) {
  auto const verdict = [](auto const& parsed) -> Result<void> {
    if (not parsed) return failure(parsed.error());
    return {};
  };
  if (kind == TimerKind::date) return verdict(parse_instant(literal));
  if (kind == TimerKind::duration) return verdict(parse_duration(literal));
  auto const cycle = parse_cycle(literal);
  if (cycle and cycle->times == 0) return failure("it repeats zero times");
  return verdict(cycle);
}

}  // namespace kreislauf::bpmn::timers

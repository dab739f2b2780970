#include "engines/bpmn/timers.h"

namespace kreislauf::bpmn::timers {

namespace {

Value value_of(Run& run, Node const& node, EventDefinition const& event, Id owner) {
  if (event.expression == no_expression) return Value{event.literal};
  return run.evaluate(event.expression, node, owner);
}

template <class T>
T wanted(Run& run, Node const& node, Result<T> const& parsed) {
  if (not parsed) run.fail(node, "its timer: " + parsed.error());
  return *parsed;
}

/// What an expression gives says itself whether it is a date or a duration; a text is read as its element says.
TimerKind kind_of(Value const& value, TimerKind written) {
  if (written == TimerKind::cycle) return written;
  if (value.is(feel::Kind::date) or value.is(feel::Kind::date_time)) return TimerKind::date;
  if (value.is(feel::Kind::days_duration) or value.is(feel::Kind::months_duration)) return TimerKind::duration;
  return written;
}

/// A time that was computed and has passed already is due at once: `Frist - now()` on the day after.
bool is_negative(Value const& value) {
  if (value.is(feel::Kind::days_duration)) return value.days_duration() < feel::DaysDuration{};
  return value.is(feel::Kind::months_duration) and value.months_duration().months < 0;
}

Duration duration_of(Run& run, Node const& node, Value const& value) {
  return is_negative(value) ? Duration{} : wanted(run, node, parse_duration(feel::to_text(value)));
}

Cycle cycle_of(Run& run, Node const& node, Value const& value) {
  auto cycle = wanted(run, node, parse_cycle(feel::to_text(value)));
  if (cycle.times == 0) run.fail(node, "its timer repeats zero times");
  return cycle;
}

/// A cycle from its n-th time on; nothing when it is over by then.
std::optional<Timer> from(Cycle const& cycle, std::int64_t n) {
  if (cycle.times >= 0 and n >= cycle.times) return std::nullopt;
  auto const due = time_of(*cycle.start, cycle.every, n);
  if (cycle.end and due > *cycle.end) return std::nullopt;
  return Timer{due, cycle.times < 0 ? -1 : cycle.times - static_cast<std::int32_t>(n)};
}

/// Of a cycle that began in the past what is to come counts. One that is over fires once more, so that nobody waits
/// for ever.
Timer first_of_cycle(Run const& run, Cycle const& cycle) {
  if (not cycle.start) return {add(run.now, cycle.every), cycle.times, run.now};
  auto const n = first_later(*cycle.start, cycle.every, run.now - std::chrono::milliseconds(1));
  return from(cycle, n).value_or(Timer{run.now, 1});
}

}  // namespace

Timer first(Run& run, Node const& node, EventDefinition const& event, Id owner) {
  auto const value = value_of(run, node, event, owner);
  switch (kind_of(value, event.timer)) {
    case TimerKind::date:
      return {wanted(run, node, parse_instant(feel::to_text(value))), 1};
    case TimerKind::duration:
      return {add(run.now, duration_of(run, node, value)), 1};
    default:
      return first_of_cycle(run, cycle_of(run, node, value));
  }
}

std::optional<Instant> next_start(Run& run, Node const& node, EventDefinition const& event) {
  auto const value = value_of(run, node, event, nobody);
  std::optional<Timer> next;
  if (kind_of(value, event.timer) != TimerKind::cycle) {
    next = first(run, node, event, nobody);
  } else {
    auto cycle = cycle_of(run, node, value);
    if (not cycle.start) cycle.start = run.now, cycle.times = -1;
    next = from(cycle, first_later(*cycle.start, cycle.every, run.now));
  }
  return next and next->due > run.now ? std::optional(next->due) : std::nullopt;
}

/// Times that were missed are not made up for: one has fired, the next lies after the moment that the clock really
/// shows. Of a cycle with a start the missed ones count as gone, without one it still fires as often as it says.
bool repeats(Run& run, Subscription& timer) {
  auto const& node = run.model.node(timer.node);
  auto const& event = node.events[static_cast<std::size_t>(timer.event)];
  if (event.timer != TimerKind::cycle or timer.left == 1) return false;
  auto cycle = cycle_of(run, node, value_of(run, node, event, timer.owner));
  auto const fixed = cycle.start.has_value();
  // Cases that were stored by an older version do not know when their cycle began.
  if (not fixed) cycle.start = timer.since == Instant{} ? timer.due : timer.since, cycle.times = -1;
  auto const next = from(cycle, first_later(*cycle.start, cycle.every, std::max(timer.due, run.clock)));
  if (not next) return false;
  timer.due = next->due;
  if (timer.left > 0) timer.left = fixed ? std::min(timer.left - 1, next->times) : timer.left - 1;
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

#include "engines/bpmn/draft.h"
#include "engines/bpmn/timers.h"

namespace kreislauf::bpmn::draft {

namespace {

struct TriggerName {
  std::string_view element;
  Trigger trigger;
  std::string_view reference;  // attribute that names the definition
  std::string_view kind;       // of that definition
};

constexpr TriggerName trigger_names[] = {
    {"messageEventDefinition", Trigger::message, "messageRef", "message"},
    {"timerEventDefinition", Trigger::timer, "", ""},
    {"signalEventDefinition", Trigger::signal, "signalRef", "signal"},
    {"conditionalEventDefinition", Trigger::conditional, "", ""},
    {"errorEventDefinition", Trigger::error, "errorRef", "error"},
    {"escalationEventDefinition", Trigger::escalation, "escalationRef", "escalation"},
    {"compensateEventDefinition", Trigger::compensation, "", ""},
    {"cancelEventDefinition", Trigger::cancel, "", ""},
    {"terminateEventDefinition", Trigger::terminate, "", ""},
    {"linkEventDefinition", Trigger::link, "", ""},
};

std::string defined_name(Draft& draft, std::string const& ref, std::string_view kind, NodeId id) {
  if (ref.empty()) return {};
  auto const found = draft.definitions.find(ref);
  if (found != draft.definitions.end() and found->second.kind == kind) return found->second.name;
  draft.refuse(id, "it refers to the " + std::string(kind) + " '" + ref + "', which the file does not define");
  return {};
}

/// A time that was meant as ISO 8601 but is none; anything else is an expression.
bool looks_like_iso(std::string_view text) {
  bool const starts = not text.empty() and (text[0] == 'P' or text[0] == 'R' or (text[0] >= '0' and text[0] <= '9'));
  return starts and text.find_first_not_of("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ:./+-") == text.npos and
         text.find_first_of("0123456789") != text.npos;
}

void read_timer(Draft& draft, xml::Element const& element, NodeId id, EventDefinition& event) {
  constexpr std::pair<std::string_view, TimerKind> times[] = {
      {"timeDate", TimerKind::date}, {"timeDuration", TimerKind::duration}, {"timeCycle", TimerKind::cycle}};
  for (auto const& [name, kind] : times) {
    auto const time = element.child(name);
    if (not time) continue;
    if (event.timer != TimerKind::none) draft.refuse(id, "its timer has more than one time");
    event.timer = kind;
    auto text = content(*time);
    if (timers::check(kind, text))
      event.literal = std::move(text);
    else if (looks_like_iso(text))
      draft.refuse(id, "its timer: " + timers::check(kind, text).error());
    else
      event.expression = read_expression(draft, *time, draft.node(id).id);
  }
}

void read_condition(Draft& draft, xml::Element const& element, NodeId id, EventDefinition& event) {
  auto const condition = element.child("condition");
  if (condition)
    event.expression = read_expression(draft, *condition, draft.node(id).id);
  else
    draft.refuse(id, "its conditional event has no condition");
}

}  // namespace

/// The message of an event or task: named directly, or as what its operation takes in.
std::string message_name(Draft& draft, xml::Element const& element, NodeId id) {
  auto ref = reference(element, "messageRef");
  if (ref.empty()) {
    auto operation = reference(element, "operationRef");
    if (auto const child = element.child("operationRef"); operation.empty() and child)
      operation = without_prefix(content(*child));
    auto const found = draft.definitions.find(operation);
    if (found != draft.definitions.end() and found->second.kind == "operation") ref = found->second.name;
  }
  return defined_name(draft, ref, "message", id);
}

std::optional<EventDefinition> read_event_definition(Draft& draft, xml::Element const& element, NodeId id, int depth) {
  if (element.name() == "eventDefinitionRef") {
    auto const found = draft.event_definitions.find(without_prefix(content(element)));
    if (found != draft.event_definitions.end() and depth == 0)
      return read_event_definition(draft, found->second, id, 1);
    draft.refuse(id, "it refers to the event definition '" + content(element) + "', which the file does not define");
    return std::nullopt;
  }
  for (auto const& known : trigger_names) {
    if (element.name() != known.element) continue;
    EventDefinition event;
    event.trigger = known.trigger;
    event.id = attribute(element, "id");
    if (known.trigger == Trigger::message)
      event.name = message_name(draft, element, id);
    else if (not known.reference.empty())
      event.name = defined_name(draft, reference(element, known.reference), known.kind, id);
    if (known.trigger == Trigger::timer) read_timer(draft, element, id, event);
    if (known.trigger == Trigger::conditional) read_condition(draft, element, id, event);
    if (known.trigger == Trigger::link) event.name = attribute(element, "name");
    if (known.trigger == Trigger::compensation) event.waits = is_true(element, "waitForCompletion", true);
    return event;
  }
  return std::nullopt;
}

void read_event(Draft& draft, xml::Element const& element, NodeId id) {
  draft.node(id).parallel_multiple = is_true(element, "parallelMultiple", false);
  draft.node(id).interrupting = is_true(element, "isInterrupting", true) and is_true(element, "cancelActivity", true);
  if (draft.node(id).kind == Kind::boundary_event) draft.attached.push_back({id, reference(element, "attachedToRef")});
  for (auto const& child : bpmn_children(element)) {
    auto event = read_event_definition(draft, child, id);
    if (not event) continue;
    if (auto activity = reference(child, "activityRef"); not activity.empty())
      draft.undone.push_back({id, std::move(activity), static_cast<std::int32_t>(draft.node(id).events.size())});
    draft.node(id).events.push_back(std::move(*event));
  }
  // One event alone is never a parallel multiple one.
  if (draft.node(id).events.size() < 2) draft.node(id).parallel_multiple = false;
}

}  // namespace kreislauf::bpmn::draft

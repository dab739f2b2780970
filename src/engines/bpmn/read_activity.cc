#include <algorithm>

#include "engines/bpmn/draft.h"

namespace kreislauf::bpmn::draft {

namespace {

std::int32_t quantity(Draft& draft, xml::Element const& element, std::string_view name, NodeId id) {
  auto const text = attribute(element, name);
  if (text.empty()) return 1;
  auto const value = from_json(text);
  auto const number = value ? whole_number(*value) : failure(value.error());
  // BPMN 2.0.2, 10.3: "the value MUST NOT be less than 1".
  if (number and *number >= 1 and *number <= 1000) return static_cast<std::int32_t>(*number);
  draft.refuse(id, "its " + std::string(name) + " is '" + text + "', but must be a whole number from 1 to 1000");
  return 1;
}

void read_script(Draft& draft, xml::Element const& element, NodeId id) {
  auto& node = draft.node(id);
  node.language = attribute(element, "scriptFormat");
  node.result = foreign_attribute(element, "resultVariable");
  auto const script = element.child("script");
  if (script) node.implementation = content(*script);
  std::string lower = node.language;
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return c >= 'A' and c <= 'Z' ? static_cast<char>(c + 32) : c; });
  // A script without format is whatever the host takes it for; only FEEL runs in here.
  if (lower.find("feel") == lower.npos) return;
  if (not script or node.implementation.empty()) return draft.refuse(id, "its script is empty");
  auto const compiled = draft.expressions->compile(node.implementation, draft.known);
  if (not compiled) return draft.refuse(id, "its script: " + compiled.error());
  node.script = *compiled;
  for (auto const& warning : draft.expressions->warnings(*compiled)) draft.warn(id, "its script: " + warning);
}

std::string decision_of(xml::Element const& element) {
  for (char const* name : {"decisionRef", "decisionId"})
    if (auto found = foreign_attribute(element, name); not found.empty()) return found;
  auto const extensions = element.child("extensionElements");
  if (not extensions) return {};
  auto const called = extensions->child("calledDecision");
  return called ? attribute(*called, "decisionId") : std::string{};
}

void read_message_task(Draft& draft, xml::Element const& element, NodeId id) {
  auto name = message_name(draft, element, id);
  auto& node = draft.node(id);
  node.instantiates = is_true(element, "instantiate", false);
  node.implementation = name.empty() ? node.name : name;
  if (node.kind != Kind::receive_task or name.empty()) return;
  EventDefinition event;
  event.trigger = Trigger::message;
  event.name = std::move(name);
  node.events.push_back(std::move(event));
}

void read_call(Draft& draft, xml::Element const& element, NodeId id) {
  auto called = reference(element, "calledElement");
  auto const extensions = element.child("extensionElements");
  if (auto const other = extensions ? extensions->child("calledElement") : std::nullopt; called.empty() and other)
    called = attribute(*other, "processId");
  draft.node(id).implementation = called;
  draft.calls.push_back({id, std::move(called)});
}

void read_ad_hoc(Draft& draft, xml::Element const& element, NodeId id) {
  draft.node(id).ordered = attribute(element, "ordering") == "Sequential";
  draft.node(id).cancels_rest = is_true(element, "cancelRemainingInstances", true);
  if (auto const condition = element.child("completionCondition"))
    draft.node(id).condition = read_expression(draft, *condition, draft.node(id).id);
}

void read_implementation(Draft& draft, xml::Element const& element, NodeId id) {
  auto& node = draft.node(id);
  node.implementation = attribute(element, "implementation");
  if (node.implementation.starts_with("##")) node.implementation.clear();
  if (node.kind != Kind::rule_task) return;
  node.result = foreign_attribute(element, "resultVariable");
  if (auto decision = decision_of(element); not decision.empty()) node.implementation = std::move(decision);
}

}  // namespace

void read_activity(Draft& draft, xml::Element const& element, NodeId id) {
  auto const start = quantity(draft, element, "startQuantity", id);
  auto const completion = quantity(draft, element, "completionQuantity", id);
  draft.node(id).start_quantity = start;
  draft.node(id).completion_quantity = completion;
  draft.node(id).for_compensation = is_true(element, "isForCompensation", false);
  switch (draft.node(id).kind) {
    case Kind::script_task:
      read_script(draft, element, id);
      break;
    case Kind::send_task:
    case Kind::receive_task:
      read_message_task(draft, element, id);
      break;
    case Kind::call_activity:
      read_call(draft, element, id);
      break;
    case Kind::ad_hoc:
      read_ad_hoc(draft, element, id);
      break;
    default:
      read_implementation(draft, element, id);
      break;
  }
  read_data(draft, element, id);
  read_loop(draft, element, id);
}

}  // namespace kreislauf::bpmn::draft

#include "engines/bpmn/draft.h"

namespace kreislauf::bpmn::draft {

namespace {

bool is_feel(std::string_view language) {
  std::string lower(language);
  for (char& c : lower) c = static_cast<char>(c >= 'A' and c <= 'Z' ? c + 32 : c);
  return language.empty() or lower.find("feel") != lower.npos;
}

/// One association: where the value comes from, perhaps changed on the way, and where it goes.
void read_association(Draft& draft, xml::Element const& element, std::string_view owner, std::vector<Mapping>& into) {
  auto const target = element.child("targetRef");
  auto const source = element.child("sourceRef");
  auto const transformation = element.child("transformation");
  auto const variable = [&](xml::Element const& ref) { return variable_name(draft, without_prefix(content(ref))); };
  if (target and (source or transformation)) {
    Mapping mapping;
    mapping.target = variable(*target);
    if (source) mapping.source = variable(*source);
    if (transformation) mapping.expression = read_expression(draft, *transformation, owner);
    into.push_back(std::move(mapping));
  }
  for (auto const& assignment : element.children("assignment")) {
    auto const from = assignment.child("from"), to = assignment.child("to");
    if (not from or not to) continue;
    into.push_back({{}, read_expression(draft, *from, owner), variable(*to)});
  }
}

ExpressionId optional_expression(Draft& draft, xml::Element const& element, std::string_view child,
                                 std::string_view owner) {
  auto const found = element.child(child);
  return found ? read_expression(draft, *found, owner) : no_expression;
}

std::string referred_variable(Draft& draft, xml::Element const& element, std::string_view child) {
  auto const found = element.child(child);
  return found ? variable_name(draft, without_prefix(content(*found))) : std::string{};
}

std::string item_name(Draft& draft, xml::Element const& element, std::string_view child) {
  auto const found = element.child(child);
  if (not found) return {};
  auto const id = attribute(*found, "id");
  return id.empty() ? attribute(*found, "name") : variable_name(draft, id);
}

void read_behavior(Draft& draft, xml::Element const& element, NodeId id, Loop& loop) {
  auto const behavior = attribute(element, "behavior");
  auto const event = [&](std::string_view ref) -> std::optional<EventDefinition> {
    auto const found = draft.event_definitions.find(reference(element, ref));
    if (found == draft.event_definitions.end()) return std::nullopt;
    return read_event_definition(draft, found->second, id);
  };
  if (behavior == "None") {
    loop.behavior = Behavior::none;
    loop.event = event("noneBehaviorEventRef");
  } else if (behavior == "One") {
    loop.behavior = Behavior::one;
    loop.event = event("oneBehaviorEventRef");
  } else if (behavior == "Complex") {
    loop.behavior = Behavior::complex;
  }
  for (auto const& one : element.children("complexBehaviorDefinition")) {
    auto const condition = one.child("condition"), thrown = one.child("event");
    if (not condition or not thrown) continue;
    for (auto const& child : bpmn_children(*thrown))
      if (auto definition = read_event_definition(draft, child, id))
        loop.complex.push_back({read_expression(draft, *condition, draft.node(id).id), std::move(*definition)});
  }
}

void read_multi_instance(Draft& draft, xml::Element const& element, NodeId id) {
  auto const owner = draft.node(id).id;
  Loop loop;
  loop.kind = is_true(element, "isSequential", false) ? LoopKind::sequential : LoopKind::parallel;
  loop.cardinality = optional_expression(draft, element, "loopCardinality", owner);
  loop.condition = optional_expression(draft, element, "completionCondition", owner);
  loop.collection = referred_variable(draft, element, "loopDataInputRef");
  loop.results = referred_variable(draft, element, "loopDataOutputRef");
  loop.item = item_name(draft, element, "inputDataItem");
  loop.result = item_name(draft, element, "outputDataItem");
  read_behavior(draft, element, id, loop);
  draft.node(id).loop = std::move(loop);
}

void read_standard_loop(Draft& draft, xml::Element const& element, NodeId id) {
  auto& node = draft.node(id);
  node.loop.kind = LoopKind::standard;
  node.loop.test_before = is_true(element, "testBefore", false);
  if (auto const text = attribute(element, "loopMaximum"); not text.empty()) {
    auto const value = from_json(text);
    auto const number = value ? whole_number(*value) : failure(value.error());
    if (number and *number >= 0)
      node.loop.maximum = *number;
    else
      draft.refuse(id, "its loopMaximum '" + text + "' is no whole number from 0");
  }
  node.loop.condition = optional_expression(draft, element, "loopCondition", node.id);
}

/// A list that reaches the loop through a data input is read where that input gets it from.
void follow_associations(Node& node) {
  for (auto const& mapping : node.data.in)
    if (mapping.target == node.loop.collection and not mapping.source.empty()) node.loop.collection = mapping.source;
  for (auto const& mapping : node.data.out)
    if (mapping.source == node.loop.results and not node.loop.results.empty()) node.loop.results = mapping.target;
}

}  // namespace

ExpressionId read_expression(Draft& draft, xml::Element const& element, std::string_view owner) {
  auto const text = content(element);
  auto const own_language = attribute(element, "language");
  auto const& language = own_language.empty() ? draft.language : own_language;
  if (text.empty()) {
    draft.refuse(std::string(owner), element.line(), "its " + std::string(element.name()) + " is empty");
    return no_expression;
  }
  if (not is_feel(language)) {
    draft.refuse(std::string(owner), element.line(),
                 "its " + std::string(element.name()) + " is written in '" + language + "'; only FEEL runs here");
    return no_expression;
  }
  auto const compiled = draft.expressions->compile(text, draft.known);
  auto const place = "its " + std::string(element.name()) + " '" + text.substr(0, 120) + "': ";
  if (not compiled) {
    draft.refuse(std::string(owner), element.line(), place + compiled.error());
    return no_expression;
  }
  for (auto& warning : draft.expressions->warnings(*compiled))
    draft.warn(std::string(owner), element.line(), place + warning);
  return *compiled;
}

/// Declared inputs and outputs of an activity, and what an event carries.
void read_data(Draft& draft, xml::Element const& element, NodeId id) {
  auto& node = draft.node(id);
  auto const declare = [&](xml::Element const& parent) {
    for (auto const& child : bpmn_children(parent)) {
      auto const name = variable_name(draft, attribute(child, "id"));
      if (child.name() == "dataInput") node.data.inputs.push_back(name);
      if (child.name() == "dataOutput") node.data.outputs.push_back(name);
    }
  };
  declare(element);
  if (auto const specification = element.child("ioSpecification")) declare(*specification);
  for (auto const& child : element.children("dataInputAssociation"))
    read_association(draft, child, node.id, node.data.in);
  for (auto const& child : element.children("dataOutputAssociation"))
    read_association(draft, child, node.id, node.data.out);
}

void read_loop(Draft& draft, xml::Element const& element, NodeId id) {
  if (auto const loop = element.child("standardLoopCharacteristics")) read_standard_loop(draft, *loop, id);
  if (auto const loop = element.child("multiInstanceLoopCharacteristics")) read_multi_instance(draft, *loop, id);
  follow_associations(draft.node(id));
}

}  // namespace kreislauf::bpmn::draft

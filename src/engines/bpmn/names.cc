#include "engines/bpmn/draft.h"

namespace kreislauf::bpmn::draft {

std::string attribute(xml::Element const& element, std::string_view name) {
  return std::string(element.attribute(name).value_or(""));
}

std::string foreign_attribute(xml::Element const& element, std::string_view name) {
  for (auto const& one : element.attributes())
    if (one.name == name and not one.namespace_uri.empty()) return std::string(one.value);
  return attribute(element, name);
}

std::string without_prefix(std::string_view qname) {
  auto const first = qname.find_first_not_of(" \t\r\n");
  if (first == qname.npos) return {};
  qname = qname.substr(first, qname.find_last_not_of(" \t\r\n") - first + 1);
  return std::string(qname.substr(qname.rfind(':') + 1));
}

std::string reference(xml::Element const& element, std::string_view name) {
  return without_prefix(element.attribute(name).value_or(""));
}

bool is_true(xml::Element const& element, std::string_view name, bool otherwise) {
  auto const value = element.attribute(name);
  if (not value) return otherwise;
  return *value == "true" or *value == "1";
}

std::string content(xml::Element const& element) {
  auto text = element.text();
  auto const first = text.find_first_not_of(" \t\r\n");
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

std::vector<xml::Element> bpmn_children(xml::Element const& element) {
  auto children = element.children();
  std::erase_if(children, [](xml::Element const& child) { return child.namespace_uri() != bpmn_namespace; });
  return children;
}

namespace {

std::string name_or_id(xml::Element const& element) {
  auto name = attribute(element, "name");
  return name.empty() ? attribute(element, "id") : name;
}

void define(Draft& draft, xml::Element const& element, std::string_view kind, std::string_view key) {
  auto id = attribute(element, "id");
  auto name = attribute(element, key);
  if (name.empty()) name = id;
  draft.definitions[id] = {std::string(kind), std::move(name)};
}

void define_operation(Draft& draft, xml::Element const& element) {
  auto const message = element.child("inMessageRef");
  draft.definitions[attribute(element, "id")] = {"operation", message ? without_prefix(content(*message)) : ""};
}

bool holds_data(std::string_view name) {
  return name == "dataObject" or name == "property" or name == "dataInput" or name == "dataOutput" or
         name == "inputDataItem" or name == "outputDataItem" or name == "dataStore";
}

bool refers_to_data(std::string_view name) { return name == "dataObjectReference" or name == "dataStoreReference"; }

void collect(Draft& draft, xml::Element const& element, std::vector<xml::Element>& references) {
  auto const name = element.name();
  if (name == "message" or name == "signal") define(draft, element, name, "name");
  if (name == "error") define(draft, element, name, "errorCode");
  if (name == "escalation") define(draft, element, name, "escalationCode");
  if (name == "operation") define_operation(draft, element);
  if (name.ends_with("EventDefinition")) draft.event_definitions.emplace(attribute(element, "id"), element);
  if (holds_data(name)) draft.variable_of[attribute(element, "id")] = name_or_id(element);
  if (refers_to_data(name)) references.push_back(element);
  ++draft.elements;
  for (auto const& child : element.children()) {
    if (child.namespace_uri() != bpmn_namespace or child.name() == "extensionElements") continue;
    collect(draft, child, references);
  }
}

}  // namespace

/// A reference shares the variable of its data object. Drawing tools name the one or the other.
void collect_names(Draft& draft, xml::Element const& root) {
  std::vector<xml::Element> references;
  collect(draft, root, references);
  for (auto const& element : references) {
    auto const id = attribute(element, "id");
    auto const target = reference(element, element.name() == "dataStoreReference" ? "dataStoreRef" : "dataObjectRef");
    auto& object = draft.variable_of[target];
    auto const own = attribute(element, "name");
    if (not own.empty() and (object.empty() or object == target)) object = own;
    draft.variable_of[id] = object.empty() ? name_or_id(element) : object;
  }
  for (auto const& [id, name] : draft.variable_of)
    if (not name.empty()) draft.known.push_back(name);
  constexpr std::size_t most = 1'000;
  if (draft.known.size() > most) {
    draft.refuse("", 0, "the file declares more than " + std::to_string(most) + " data elements");
    draft.known.clear();
  }
  for (char const* name : {"loopCounter", "numberOfInstances", "numberOfActiveInstances", "numberOfCompletedInstances",
                           "numberOfTerminatedInstances", "activationCount", "waitingForStart"})
    draft.known.emplace_back(name);
}

std::string variable_name(Draft const& draft, std::string const& id) {
  auto const found = draft.variable_of.find(id);
  return found == draft.variable_of.end() ? id : found->second;
}

}  // namespace kreislauf::bpmn::draft

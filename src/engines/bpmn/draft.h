#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "engines/bpmn/bpmn.h"
#include "platform/xml/xml.h"

/// A model while it is read: what refers to ids that may come later is kept aside until all are known.
namespace kreislauf::bpmn::draft {

inline constexpr std::string_view bpmn_namespace = "http://www.omg.org/spec/BPMN/20100524/MODEL";

struct Definition {
  std::string kind;  // "message", "signal", "error", "escalation", "operation"
  std::string name;  // what throw and catch agree on
};

struct Reference {
  std::int32_t from;  // node or flow
  std::string to;
  std::int32_t event = -1;
};

struct Draft {
  LoadLimits limits;
  Model model;
  std::vector<Finding> findings;
  std::unique_ptr<Expressions> expressions;
  std::string language;                                      // of the expressions, as the file says
  std::vector<std::string> known;                            // declared names, for the expressions
  std::unordered_map<std::string, std::string> variable_of;  // id of a data element -> name of the variable
  std::unordered_map<std::string, Definition> definitions;
  std::unordered_map<std::string, xml::Element> event_definitions;
  std::unordered_map<std::string, FlowId> flow_of;
  std::unordered_map<std::string, std::vector<std::string>> outgoing_order;
  std::vector<int> node_lines, flow_lines;
  std::vector<Reference> sources, targets, defaults, attached, undone, calls;
  std::vector<std::pair<std::string, std::string>> associations;
  std::size_t elements = 0;

  void refuse(std::string element, int line, std::string reason) {
    findings.push_back({Finding::Weight::refusal, std::move(element), std::move(reason), line});
  }
  void warn(std::string element, int line, std::string reason) {
    findings.push_back({Finding::Weight::warning, std::move(element), std::move(reason), line});
  }
  Node& node(NodeId id) { return model.nodes[static_cast<std::size_t>(id)]; }
  int line(NodeId id) const { return node_lines[static_cast<std::size_t>(id)]; }
  void refuse(NodeId id, std::string reason) { refuse(node(id).id, line(id), std::move(reason)); }
  void warn(NodeId id, std::string reason) { warn(node(id).id, line(id), std::move(reason)); }
};

// names.cc
std::string attribute(xml::Element const& element, std::string_view name);
/// An attribute of any vendor's namespace.
std::string foreign_attribute(xml::Element const& element, std::string_view name);
std::string reference(xml::Element const& element, std::string_view name);
std::string without_prefix(std::string_view qname);
bool is_true(xml::Element const& element, std::string_view name, bool otherwise);
std::string content(xml::Element const& element);
std::vector<xml::Element> bpmn_children(xml::Element const& element);
/// Walks the whole file once for definitions and names.
void collect_names(Draft& draft, xml::Element const& root);
std::string variable_name(Draft const& draft, std::string const& id);

// read_process.cc
void read_definitions(Draft& draft, xml::Element const& root);
NodeId add_node(Draft& draft, xml::Element const& element, Kind kind, NodeId parent);
void read_scope(Draft& draft, xml::Element const& element, NodeId scope, int depth);

// read_activity.cc
void read_activity(Draft& draft, xml::Element const& element, NodeId id);

// read_event.cc
void read_event(Draft& draft, xml::Element const& element, NodeId id);
std::optional<EventDefinition> read_event_definition(Draft& draft, xml::Element const& element, NodeId id,
                                                     int depth = 0);
std::string message_name(Draft& draft, xml::Element const& element, NodeId id);

// read_data.cc
void read_data(Draft& draft, xml::Element const& element, NodeId id);
void read_loop(Draft& draft, xml::Element const& element, NodeId id);
ExpressionId read_expression(Draft& draft, xml::Element const& element, std::string_view owner);

// resolve.cc: ids become positions
void resolve(Draft& draft);

// checks.cc, checks_flow.cc
void check(Draft& draft);
void check_reachable(Draft& draft);
void check_circles(Draft& draft);
void check_events(Draft& draft, NodeId id);
void check_activity(Draft& draft, NodeId id);

}  // namespace kreislauf::bpmn::draft

#include "engines/bpmn/report.h"

#include <array>
#include <ostream>

#include "engines/bpmn/bpmn.h"

namespace kreislauf::bpmn {

namespace {

void count_elements(Model const& model, NodeId scope, std::array<int, kinds>& counts, int& flows) {
  for (NodeId const child : model.node(scope).children) {
    auto const& node = model.node(child);
    ++counts[static_cast<std::size_t>(node.kind)];
    flows += static_cast<int>(node.outgoing.size());
    if (is_scope(node.kind)) count_elements(model, child, counts, flows);
  }
}

NodeId process_of(Model const& model, std::string const& element) {
  auto id = model.find(element);
  for (auto const& flow : model.flows)
    if (id == no_node and flow.id == element) id = flow.source;
  while (id != no_node and model.node(id).parent != no_node) id = model.node(id).parent;
  return id;
}

std::string id_and_name(std::string const& id, std::string const& name) {
  return name.empty() ? "'" + id + "'" : "'" + name + "' (" + id + ")";
}

void report_process(Model const& model, NodeId id, std::ostream& out) {
  auto const& process = model.node(id);
  std::array<int, kinds> counts{};
  int flows = 0;
  count_elements(model, id, counts, flows);
  out << "  process " << id_and_name(process.id, process.name) << ": ";
  for (std::size_t i = 0; i < kinds; ++i)
    if (counts[i] > 0) out << counts[i] << " " << name_of(static_cast<Kind>(i)) << ", ";
  out << flows << " sequence flow\n";
  out << (process.executable ? "    can run\n" : "    is only drawn (isExecutable is false)\n");
  for (auto const& warning : model.warnings)
    if (process_of(model, warning.element) == id) out << "    - " << sentence(warning) << "\n";
}

void report_model(Model const& model, std::ostream& out) {
  for (auto const& one : model.participants)
    out << "  participant " << id_and_name(one.id, one.name)
        << (one.process.empty() ? " without process" : " runs " + one.process) << "\n";
  for (auto const& lane : model.lanes)
    out << "  lane " << id_and_name(lane.id, lane.name) << " with " << lane.elements.size() << " elements\n";
  for (auto const& flow : model.message_flows)
    out << "  message flow " << id_and_name(flow.id, flow.name) << " from " << flow.source << " to " << flow.target
        << "\n";
  for (NodeId const process : model.processes) report_process(model, process, out);
}

}  // namespace

bool report(std::string_view xml, std::ostream& out) {
  auto const model = load(xml);
  if (model) {
    report_model(*model, out);
    return true;
  }
  out << "  is refused:\n";
  for (auto const& finding : model.error())
    out << "    - " << (finding.weight == Finding::Weight::warning ? "warning, " : "") << sentence(finding) << "\n";
  return false;
}

}  // namespace kreislauf::bpmn

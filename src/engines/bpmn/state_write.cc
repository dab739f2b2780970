#include "engines/bpmn/instance.h"

namespace kreislauf::bpmn {

namespace {

/// Writes one JSON object; leaves out what has its usual value, so that stored cases stay short.
class Fields {
 public:
  explicit Fields(std::string& out) : out_(out) { out_ += '{'; }
  ~Fields() { out_ += '}'; }
  Fields(Fields const&) = delete;
  Fields& operator=(Fields const&) = delete;

  std::string& name(std::string_view name) {
    if (not first_) out_ += ',';
    first_ = false;
    append_json(out_, name);
    out_ += ':';
    return out_;
  }
  void number(std::string_view key, std::int64_t value, std::int64_t usual = 0) {
    if (value != usual) name(key) += std::to_string(value);
  }
  void text(std::string_view key, std::string_view value) {
    if (not value.empty()) append_json(name(key), value);
  }
  void flag(std::string_view key, bool value) {
    if (value) name(key) += "true";
  }
  void variables(std::string_view key, Variables const& values) {
    if (not values.empty()) append_json(name(key), values);
  }

 private:
  std::string& out_;
  bool first_ = true;
};

template <class Items, class Write>
void append_all(Fields& fields, std::string_view name, Items const& items, Write write) {
  if (items.empty()) return;
  auto& out = fields.name(name);
  char before = '[';
  for (auto const& item : items) {
    out += before;
    before = ',';
    write(out, item);
  }
  out += ']';
}

std::string_view flow_name(Model const& model, FlowId flow) {
  return flow == no_flow ? std::string_view{} : std::string_view(model.flow(flow).id);
}

std::string_view node_name(Model const& model, NodeId node) {
  return node == no_node ? std::string_view{} : std::string_view(model.node(node).id);
}

void write_token(std::string& out, Activation const& token, Model const& model) {
  Fields fields(out);
  fields.number("id", token.id);
  fields.number("in", token.parent);
  fields.text("at", node_name(model, token.node));
  fields.number("state", static_cast<std::int64_t>(token.state));
  fields.number("role", static_cast<std::int64_t>(token.role));
  fields.text("by", flow_name(model, token.flow));
  fields.number("waiter", token.waiter);
  fields.variables("variables", token.variables);
}

void write_step(std::string& out, Step const& step, Model const& model) {
  Fields fields(out);
  fields.text("at", node_name(model, step.node));
  fields.number("in", step.scope);
  fields.text("by", flow_name(model, step.flow));
  fields.number("waiter", step.waiter);
}

void write_subscription(std::string& out, Subscription const& one, Model const& model) {
  Fields fields(out);
  fields.number("id", one.id);
  fields.number("of", one.owner);
  fields.text("at", node_name(model, one.node));
  fields.number("event", one.event);
  fields.number("due", one.due.time_since_epoch().count());
  fields.number("left", one.left);
  fields.number("since", one.since.time_since_epoch().count());
  fields.flag("held", one.held);
}

void write_loop(std::string& out, LoopState const& loop) {
  Fields fields(out);
  fields.number("id", loop.id);
  fields.number("total", loop.total, -1);
  fields.number("started", loop.started);
  fields.number("completed", loop.completed);
  fields.number("terminated", loop.terminated);
  fields.number("active", loop.active);
  fields.flag("thrown", loop.thrown);
  if (not loop.items.is_null()) append_json(fields.name("items"), loop.items);
  append_all(fields, "results", loop.results, [](std::string& o, Value const& v) { append_json(o, v); });
}

void write_completed(std::string& out, Completed const& record, Model const& model) {
  Fields fields(out);
  fields.number("id", record.id);
  fields.number("in", record.scope);
  fields.text("at", node_name(model, record.node));
  fields.variables("variables", record.variables);
}

void write_compensation(std::string& out, Compensation const& running) {
  Fields fields(out);
  fields.number("of", running.owner);
  append_all(fields, "rest", running.rest, [](std::string& o, Id id) { o += std::to_string(id); });
}

void write_gate(std::string& out, GateState const& gate, Model const& model) {
  Fields fields(out);
  fields.text("at", node_name(model, gate.node));
  fields.number("in", gate.scope);
  append_all(fields, "seen", gate.seen, [&](std::string& o, FlowId flow) { append_json(o, flow_name(model, flow)); });
}

void write_fault(Fields& fields, Fault const& fault) {
  if (fault.message.empty()) return;
  Fields inner(fields.name("fault"));
  inner.text("at", fault.element);
  inner.text("code", fault.code);
  inner.text("message", fault.message);
  inner.flag("thrown", fault.thrown);
}

}  // namespace

std::string write(Instance const& instance, Model const& model) {
  std::string out;
  {
    Fields fields(out);
    fields.number("format", 1);
    fields.text("process", node_name(model, instance.process));
    fields.number("status", static_cast<std::int64_t>(instance.status));
    fields.number("next", instance.next_id);
    write_fault(fields, instance.fault);
    fields.variables("variables", instance.variables);
    append_all(fields, "tokens", instance.activations,
               [&](std::string& o, Activation const& a) { write_token(o, a, model); });
    append_all(fields, "ready", instance.ready, [&](std::string& o, Step const& s) { write_step(o, s, model); });
    append_all(fields, "late", instance.late, [&](std::string& o, Step const& s) { write_step(o, s, model); });
    append_all(fields, "waits", instance.subscriptions,
               [&](std::string& o, Subscription const& s) { write_subscription(o, s, model); });
    append_all(fields, "loops", instance.loops, write_loop);
    append_all(fields, "completed", instance.completed,
               [&](std::string& o, Completed const& c) { write_completed(o, c, model); });
    append_all(fields, "compensations", instance.compensations, write_compensation);
    append_all(fields, "gates", instance.gates, [&](std::string& o, GateState const& g) { write_gate(o, g, model); });
  }
  return out;
}

}  // namespace kreislauf::bpmn

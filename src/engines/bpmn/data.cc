#include <algorithm>

#include "engines/bpmn/run.h"

namespace kreislauf::bpmn {

namespace {

class Names final : public Lookup {
 public:
  Names(Run& run, Id scope, Variables const* extra) : run_(run), scope_(scope), extra_(extra) {}

  Value const* find(std::string_view name) const override {
    if (extra_ != nullptr)
      if (auto const* value = bpmn::find(*extra_, name)) return value;
    return run_.look_up(scope_, name);
  }

 private:
  Run& run_;
  Id scope_;
  Variables const* extra_;
};

}  // namespace

/// A called process with declared data sees only what it was given.
bool Run::closes_view(Activation const& activation) {
  if (activation.parent == nobody or model.node(activation.node).kind != Kind::process) return false;
  auto const& data = node_of(activation.parent).data;
  return not data.inputs.empty() or not data.outputs.empty();
}

Value const* Run::look_up(Id scope, std::string_view name) {
  for (auto const* here = find(scope); here != nullptr; here = find(here->parent)) {
    if (auto const* value = bpmn::find(here->variables, name)) return value;
    if (closes_view(*here)) break;
  }
  return nullptr;
}

/// The more expressions one call has evaluated, the less the next one may cost: a loop around a heavy
/// expression ends soon, while thousands of ordinary conditions, which cost a dozen steps each, pass.
Value Run::evaluate(ExpressionId which, Node const& node, Id scope, Variables const* extra) {
  auto const allowed = std::clamp<std::uint64_t>(1'000'000 / ++evaluations_, 100, 50'000);
  auto value = model.expressions->evaluate(which, Names(*this, scope, extra), now, allowed);
  if (not value) fail(node, "'" + std::string(model.expressions->source(which)) + "': " + value.error());
  return std::move(*value);
}

/// A variable keeps the scope in which it is known; a new one belongs to the process.
void Run::assign(Id scope, std::string_view name, Value value) {
  conditions_changed = true;
  for (auto* here = find(scope); here != nullptr; here = find(here->parent)) {
    if (auto* known = bpmn::find(here->variables, name)) {
      *known = std::move(value);
      return;
    }
    if (model.node(here->node).kind == Kind::process and (here->parent == nobody or closes_view(*here))) {
      here->variables.push_back({std::string(name), std::move(value)});
      return;
    }
  }
}

void Run::assign_all(Id scope, Variables const& values) {
  for (auto const& [name, value] : values) assign(scope, name, value);
}

Variables Run::inputs(Node const& node, Id scope) {
  Variables result;
  for (auto const& name : node.data.inputs) result.push_back({name, {}});
  for (auto const& mapping : node.data.in) {
    Value value;
    if (mapping.expression != no_expression)
      value = evaluate(mapping.expression, node, scope);
    else if (auto const* source = look_up(scope, mapping.source))
      value = *source;
    bpmn::assign(result, mapping.target, std::move(value));
  }
  return result;
}

/// What declares outputs hands over exactly these; everything else hands over all that it was answered.
void Run::outputs(Node const& node, Id scope, Variables const& values) {
  if (node.data.outputs.empty() and node.data.out.empty()) {
    assign_all(scope, values);
    return;
  }
  for (auto const& mapping : node.data.out) {
    if (mapping.expression != no_expression)
      assign(scope, mapping.target, evaluate(mapping.expression, node, scope, &values));
    else if (auto const* value = bpmn::find(values, mapping.source))
      assign(scope, mapping.target, *value);
  }
}

}  // namespace kreislauf::bpmn

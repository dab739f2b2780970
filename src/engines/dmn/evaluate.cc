#include <algorithm>

#include "engines/dmn/model.h"

namespace kreislauf::dmn::internal {
namespace {

struct Knowledge : feel::Function {
  std::shared_ptr<Loaded const> model;
  std::size_t element = 0;
  [[nodiscard]] Value call(std::span<Value const> arguments, Environment const& environment) const override {
    auto const& knowledge = model->elements[element];
    if (not knowledge.logic) return {};
    feel::spend(environment, 4);
    Run run{
        .model = model, .environment = environment, .known = std::vector<std::optional<Value>>(model->elements.size())};
    Values slots(knowledge.slot_count);
    run.fill(knowledge, slots);
    for (std::size_t i = 0; i < arguments.size(); ++i) slots[knowledge.parameter_slots[i]] = arguments[i];
    return evaluate(*knowledge.logic, slots, run);
  }
};

struct Service : feel::Function {
  std::shared_ptr<Loaded const> model;
  std::size_t element = 0;
  [[nodiscard]] Value call(std::span<Value const> arguments, Environment const& environment) const override {
    feel::spend(environment, 4);
    std::vector<std::optional<Value>> given{arguments.begin(), arguments.end()};
    return serve(model, model->elements[element], given, environment);
  }
};

/// The variable of what can be called has the type of a function; models before DMN 1.3 name the result instead.
Type result_of(Type const& variable) { return variable.is(feel::TypeKind::function) ? variable.element() : variable; }

Value evaluate_decision(Element const& element, Run& run) {
  if (not element.logic) return {};
  Values slots(element.slot_count);
  run.fill(element, slots);
  auto value = evaluate(*element.logic, slots, run);
  auto fitted = feel::coerce(value, element.type);
  if (fitted.is_null() and not value.is_null())
    note(run.environment, "decision `" + element.name + "`: " + feel::print(value).substr(0, 80) + " is not of type " +
                              element.type.print());
  return fitted;
}

}  // namespace

void note(Environment const& environment, std::string text) {
  if (environment.notes != nullptr and environment.notes->size() < 100) environment.notes->push_back(std::move(text));
}

Value make_knowledge(std::shared_ptr<Loaded const> model, std::size_t element) {
  auto made = std::make_unique<Knowledge>();
  auto const& knowledge = model->elements[element];
  made->parameters = knowledge.parameters;
  made->types = knowledge.parameter_types;
  made->result = result_of(knowledge.type);
  made->model = std::move(model);
  made->element = element;
  return Value::function(std::move(made));
}

Value make_service(std::shared_ptr<Loaded const> model, std::size_t element) {
  auto made = std::make_unique<Service>();
  auto const& service = model->elements[element];
  made->parameters = service.parameters;
  made->types = service.parameter_types;
  made->result = result_of(service.type);
  made->model = std::move(model);
  made->element = element;
  return Value::function(std::move(made));
}

Value Run::value_of(std::size_t index) {
  auto const& element = model->elements[index];
  if (element.kind == Element::Kind::knowledge) return make_knowledge(model, index);
  if (element.kind == Element::Kind::service) return make_service(model, index);
  if (known[index]) return *known[index];
  if (element.kind == Element::Kind::input) return {};
  feel::spend(environment, 4);
  auto* outer = trace;
  Explanation own{.decision = element.name, .id = element.id};
  if (outer != nullptr) trace = &own;
  auto value = evaluate_decision(element, *this);
  trace = outer;
  if (outer != nullptr) {
    own.value = value;
    outer->needed.push_back(std::move(own));
  }
  known[index] = value;
  return value;
}

void Run::fill(Element const& element, Values& slots) {
  for (auto const& requirement : element.requirements) {
    auto value = value_of(requirement.element);
    auto const& needed = model->elements[requirement.element];
    bool shown = needed.kind == Element::Kind::input or needed.kind == Element::Kind::decision;
    if (trace != nullptr and shown) trace->inputs.emplace_back(needed.name, value);
    if (requirement.member.empty()) {
      slots[requirement.slot] = std::move(value);
      continue;
    }
    auto entries =
        slots[requirement.slot].is(feel::Kind::context) ? slots[requirement.slot].entries() : feel::Entries{};
    entries.emplace_back(requirement.member, std::move(value));
    slots[requirement.slot] = Value::context(std::move(entries));
  }
}

Value serve(std::shared_ptr<Loaded const> const& model, Element const& service,
            std::span<std::optional<Value> const> given, Environment const& environment) {
  Run run{
      .model = model, .environment = environment, .known = std::vector<std::optional<Value>>(model->elements.size())};
  for (std::size_t i = 0; i < service.given.size() and i < given.size(); ++i) {
    // What a caller must supply is not worked out, even when it is a decision.
    auto value = given[i].value_or(Value{});
    run.known[service.given[i]] = feel::coerce(value, service.parameter_types[i]);
  }
  Value value;
  if (service.outputs.size() == 1) {
    value = run.value_of(service.outputs[0]);
  } else {
    feel::Entries entries;
    for (auto output : service.outputs) entries.emplace_back(model->elements[output].name, run.value_of(output));
    value = Value::context(std::move(entries));
  }
  return feel::coerce(value, result_of(service.type));
}

}  // namespace kreislauf::dmn::internal

#include "engines/dmn/dmn.h"

#include <algorithm>
#include <set>

#include "engines/dmn/builder.h"
#include "engines/dmn/check.h"

namespace kreislauf::dmn {
namespace {

using namespace internal;

void give(Run& run, std::string_view name, Value const& value, unsigned depth = 0) {
  auto const* element = input_named(*run.model, name);
  if (element == nullptr) {
    // DMN 1.5, 10.3.2.12: what is imported lies in a context that has the name of the import.
    if (run.model->has_imports and value.is(feel::Kind::context) and depth < 10)
      for (auto const& [entry, inner] : value.entries()) give(run, std::string{name} + "." + entry, inner, depth + 1);
    return;
  }
  auto fitted = feel::coerce(value, element->type);
  if (fitted.is_null() and not value.is_null())
    note(run.environment,
         "`" + element->name + "` is not of type " + element->type.print() + " or has a value that is not allowed");
  run.known[static_cast<std::size_t>(element - run.model->elements.data())] = std::move(fitted);
}

/// A model that is imported by two ways has its inputs twice; what is given by one way holds for the other, too,
/// unless that has a value of its own.
void share_between_imports(Run& run) {
  auto const& elements = run.model->elements;
  std::map<std::pair<std::string_view, std::string_view>, std::size_t> given;
  for (std::size_t i = 0; i < elements.size(); ++i)
    if (elements[i].kind == Element::Kind::input and run.known[i])
      given.try_emplace({elements[i].model, elements[i].id}, i);
  for (std::size_t i = 0; i < elements.size(); ++i) {
    if (elements[i].kind != Element::Kind::input or run.known[i]) continue;
    auto const twin = given.find({elements[i].model, elements[i].id});
    if (twin != given.end()) run.known[i] = run.known[twin->second];
  }
}

Run start(std::shared_ptr<Loaded const> const& loaded, Inputs const& inputs, Environment const& environment) {
  Run run{
      .model = loaded, .environment = environment, .known = std::vector<std::optional<Value>>(loaded->elements.size())};
  for (auto const& [name, value] : inputs) give(run, name, value);
  if (loaded->has_imports) share_between_imports(run);
  return run;
}

void collect_inputs(Loaded const& loaded, Element const& element, std::set<std::size_t>& seen,
                    std::vector<std::string>& names) {
  for (auto const& requirement : element.requirements) {
    if (not seen.insert(requirement.element).second) continue;
    auto const& needed = loaded.elements[requirement.element];
    if (needed.kind == Element::Kind::input)
      names.push_back(needed.import_name.empty() ? needed.name : needed.import_name + "." + needed.name);
    else
      collect_inputs(loaded, needed, seen, names);
  }
}

std::vector<RuleInfo> rules_of(Table const& table) {
  std::vector<RuleInfo> all;
  for (auto const& rule : table.rules) {
    RuleInfo info{.line = rule.line, .annotations = rule.annotations};
    for (auto const& output : rule.outputs) info.outputs.push_back(output.text);
    all.push_back(std::move(info));
  }
  return all;
}

DecisionInfo describe_decision(Loaded const& loaded, Element const& element) {
  DecisionInfo info{.id = element.id,
                    .name = element.name,
                    .question = element.question,
                    .allowed_answers = element.allowed_answers,
                    .type_name = element.type_name,
                    .type = element.type};
  info.has_table = element.logic and element.logic->kind == Boxed::Kind::table;
  if (info.has_table) info.rules = rules_of(*element.logic->table);
  std::set<std::size_t> seen;
  collect_inputs(loaded, element, seen, info.inputs);
  for (auto const& requirement : element.requirements)
    if (loaded.elements[requirement.element].kind == Element::Kind::decision)
      info.decisions.push_back(loaded.elements[requirement.element].name);
  return info;
}

}  // namespace

std::string Problem::sentence() const {
  std::string out;
  if (line > 0) out += "line " + std::to_string(line) + ": ";
  if (not name.empty()) out += "`" + name + "`: ";
  return out + message;
}

Result<Model, std::vector<Problem>> Model::load(std::string_view xml, Resolver const& resolver) {
  auto built = Builder{resolver}.build(xml);
  if (not built) return failure(std::move(built.error()));
  return Model{std::move(*built)};
}

std::string const& Model::name() const { return loaded_->name; }
std::vector<Problem> const& Model::problems() const { return loaded_->problems; }

std::vector<InputInfo> Model::inputs() const {
  std::vector<InputInfo> all;
  std::set<std::pair<std::string_view, std::string_view>> seen;
  for (auto const& element : loaded_->elements)
    if (element.kind == Element::Kind::input and (element.id.empty() or seen.emplace(element.model, element.id).second))
      all.push_back({.id = element.id, .name = element.name, .type_name = element.type_name, .type = element.type});
  return all;
}

std::vector<DecisionInfo> Model::decisions() const {
  std::vector<DecisionInfo> all;
  for (auto const& element : loaded_->elements)
    if (element.kind == Element::Kind::decision and element.import_name.empty())
      all.push_back(describe_decision(*loaded_, element));
  return all;
}

std::vector<ServiceInfo> Model::services() const {
  std::vector<ServiceInfo> all;
  for (auto const& element : loaded_->elements) {
    if (element.kind != Element::Kind::service) continue;
    ServiceInfo info{.id = element.id, .name = element.name, .parameters = element.parameters};
    for (auto output : element.outputs) info.outputs.push_back(loaded_->elements[output].name);
    all.push_back(std::move(info));
  }
  return all;
}

Evaluation Model::evaluate(std::string_view decision, Inputs const& inputs, Environment const& given) const {
  feel::Metered metered{given};
  auto environment = metered.environment();
  Evaluation result;
  environment.notes = &result.notes;
  auto const* element = loaded_->find(decision, Element::Kind::decision);
  if (element == nullptr) {
    result.notes.push_back("the model has no decision `" + std::string{decision} + "`");
    return result;
  }
  auto run = start(loaded_, inputs, environment);
  Explanation top;
  run.trace = &top;
  result.value = run.value_of(static_cast<std::size_t>(element - loaded_->elements.data()));
  if (not top.needed.empty()) result.explanation = std::move(top.needed.front());
  return result;
}

Value Model::decide(std::string_view decision, Inputs const& inputs, Environment const& given) const {
  feel::Metered metered{given};
  auto const* element = loaded_->find(decision, Element::Kind::decision);
  if (element == nullptr) return {};
  auto run = start(loaded_, inputs, metered.environment());
  return run.value_of(static_cast<std::size_t>(element - loaded_->elements.data()));
}

Value Model::serve(std::string_view name, Inputs const& inputs, Environment const& given) const {
  feel::Metered metered{given};
  auto const* service = loaded_->find(name, Element::Kind::service);
  if (service == nullptr) return {};
  std::vector<std::optional<Value>> arguments;
  for (auto const& parameter : service->parameters) {
    auto found = inputs.find(parameter);
    arguments.push_back(found == inputs.end() ? std::nullopt : std::optional{found->second});
  }
  return internal::serve(loaded_, *service, arguments, metered.environment());
}

Value Model::invoke(std::string_view name, Inputs const& given, Environment const& environment) const {
  feel::Metered metered{environment};
  auto const* knowledge = loaded_->find(name, Element::Kind::knowledge);
  if (knowledge == nullptr) return {};
  Values arguments;
  for (auto const& parameter : knowledge->parameters) {
    auto found = given.find(parameter);
    arguments.push_back(found == given.end() ? Value{} : found->second);
  }
  return feel::call(make_knowledge(loaded_, static_cast<std::size_t>(knowledge - loaded_->elements.data())), arguments,
                    metered.environment());
}

std::vector<Problem> Model::check() const { return internal::check(*loaded_); }

}  // namespace kreislauf::dmn

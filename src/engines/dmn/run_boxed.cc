#include <algorithm>

#include "engines/dmn/model.h"

namespace kreislauf::dmn::internal {
namespace {

Value evaluate_child(BoxedPtr const& child, Values& slots, Run& run) {
  return child ? evaluate(*child, slots, run) : Value{};
}

Value literal(Boxed const& boxed, Values& slots, Run& run) {
  if (run.trace != nullptr and run.trace->expression.empty() and run.trace->hit_policy.empty())
    run.trace->expression = boxed.text;
  return boxed.expression ? boxed.expression->evaluate(slots, run.environment) : Value{};
}

Value context(Boxed const& boxed, Values& slots, Run& run) {
  feel::Entries entries;
  for (std::size_t i = 0; i < boxed.children.size(); ++i) {
    auto value = feel::coerce(evaluate_child(boxed.children[i], slots, run), boxed.types[i]);
    if (boxed.names[i].empty()) return value;  // the entry without name is the result
    slots[boxed.slots[i]] = value;
    entries.emplace_back(boxed.names[i], std::move(value));
  }
  return Value::context(std::move(entries));
}

Value relation(Boxed const& boxed, Values& slots, Run& run) {
  Values rows;
  auto width = boxed.names.size();
  if (width == 0) return Value::list({});
  for (std::size_t at = 0; at + width <= boxed.children.size(); at += width) {
    feel::Entries row;
    for (std::size_t i = 0; i < width; ++i)
      row.emplace_back(boxed.names[i],
                       feel::coerce(evaluate_child(boxed.children[at + i], slots, run), boxed.types[i]));
    rows.push_back(Value::context(std::move(row)));
  }
  return Value::list(std::move(rows));
}

Value list(Boxed const& boxed, Values& slots, Run& run) {
  Values values;
  for (auto const& child : boxed.children) values.push_back(evaluate_child(child, slots, run));
  return Value::list(std::move(values));
}

Value invocation(Boxed const& boxed, Values& slots, Run& run) {
  auto callee = evaluate_child(boxed.children[0], slots, run);
  if (not callee.is(feel::Kind::function)) {
    note(run.environment, "what is invoked is no function");
    return {};
  }
  Values given;
  for (std::size_t i = 0; i < boxed.names.size(); ++i)
    given.push_back(evaluate_child(boxed.children[i + 1], slots, run));
  auto const arguments = callee.function().arranged(boxed.names, std::move(given));
  if (arguments) return feel::call(callee, *arguments, run.environment);
  note(run.environment, "the bindings are not the parameters of the function");
  return {};
}

/// A boxed function keeps the values that were in force where it was defined.
struct BoxedFunction : feel::Function {
  std::shared_ptr<Loaded const> model;
  BoxedPtr body;
  std::vector<std::size_t> parameter_slots;
  Values outer;
  [[nodiscard]] Value call(std::span<Value const> arguments, Environment const& environment) const override {
    feel::spend(environment, outer.size() + 1);
    auto slots = outer;
    for (std::size_t i = 0; i < arguments.size(); ++i) slots[parameter_slots[i]] = arguments[i];
    Run run{.model = model, .environment = environment, .known = {}};
    return evaluate_child(body, slots, run);
  }
};

Value function(Boxed const& boxed, Values& slots, Run& run) {
  if (boxed.children.empty()) return {};
  auto made = std::make_unique<BoxedFunction>();
  made->parameters = boxed.names;
  made->types = boxed.types;
  made->model = run.model;
  made->body = boxed.children[0];
  made->parameter_slots = boxed.slots;
  made->outer = slots;
  for (auto const& value : made->outer) made->depth = std::max(made->depth, value.depth() + 1);
  if (made->depth > 240) throw feel::LimitExceeded{"functions hold each other too deeply"};
  return Value::function(std::move(made));
}

Value conditional(Boxed const& boxed, Values& slots, Run& run) {
  return evaluate_child(boxed.children[evaluate_child(boxed.children[0], slots, run).is_true() ? 1 : 2], slots, run);
}

/// What a boxed iterator runs over: a list, a range, or one value that counts as a list of itself; nullopt for null.
std::optional<Values> domain(Value const& value, Run& run) {
  if (value.is(feel::Kind::list)) return value.list();
  if (value.is_null()) return std::nullopt;
  if (not value.is(feel::Kind::range)) return Values{value};
  static feel::Expression const all = *feel::compile("for i in r return i", [] {
    feel::Names n;
    n.add("r");
    return n;
  }());
  Value const slots[] = {value};
  auto listed = all.evaluate(slots, run.environment);
  return listed.is(feel::Kind::list) ? std::optional{listed.list()} : std::nullopt;
}

Value filter(Boxed const& boxed, Values& slots, Run& run) {
  auto list = evaluate_child(boxed.children[0], slots, run);
  if (boxed.children.size() == 1) {
    slots[boxed.slots[0]] = std::move(list);
    return boxed.expression ? boxed.expression->evaluate(slots, run.environment) : Value{};
  }
  auto values = domain(list, run);
  if (not values) return {};
  Values kept;
  for (auto& value : *values) {
    feel::spend(run.environment, 1);
    slots[boxed.slots[1]] = value;
    if (evaluate_child(boxed.children[1], slots, run).is_true()) kept.push_back(std::move(value));
  }
  return Value::list(std::move(kept));
}

Value iterate(Boxed const& boxed, Values& slots, Run& run) {
  auto values = domain(evaluate_child(boxed.children[0], slots, run), run);
  if (not values) return {};
  Values results;
  bool unknown = false;
  bool every = boxed.kind == Boxed::Kind::every;
  for (auto& value : *values) {
    feel::spend(run.environment, 2);
    slots[boxed.slots[0]] = std::move(value);
    if (boxed.kind == Boxed::Kind::for_loop) slots[boxed.slots[1]] = Value::list(results);
    auto result = evaluate_child(boxed.children[1], slots, run);
    if (boxed.kind == Boxed::Kind::for_loop) {
      feel::spend(run.environment, results.size() / 8);
      results.push_back(std::move(result));
    } else if (every ? result.is_false() : result.is_true()) {
      return not every;
    } else {
      unknown |= not result.is(feel::Kind::boolean);
    }
  }
  if (boxed.kind == Boxed::Kind::for_loop) return Value::list(std::move(results));
  return unknown ? Value{} : Value{every};
}

Value dispatch(Boxed const& boxed, Values& slots, Run& run) {
  switch (boxed.kind) {
    case Boxed::Kind::literal:
      return literal(boxed, slots, run);
    case Boxed::Kind::table:
      return evaluate(*boxed.table, slots, run);
    case Boxed::Kind::context:
      return context(boxed, slots, run);
    case Boxed::Kind::list:
      return list(boxed, slots, run);
    case Boxed::Kind::relation:
      return relation(boxed, slots, run);
    case Boxed::Kind::invocation:
      return invocation(boxed, slots, run);
    case Boxed::Kind::function:
      return function(boxed, slots, run);
    case Boxed::Kind::conditional:
      return conditional(boxed, slots, run);
    case Boxed::Kind::filter:
      return filter(boxed, slots, run);
    case Boxed::Kind::for_loop:
    case Boxed::Kind::some:
    case Boxed::Kind::every:
      return iterate(boxed, slots, run);
    case Boxed::Kind::missing:
      break;
  }
  return {};
}

}  // namespace

Value evaluate(Boxed const& boxed, Values& slots, Run& run) {
  auto value = dispatch(boxed, slots, run);
  if (boxed.type.is(feel::TypeKind::any) and boxed.type.allowed() == nullptr) return value;
  auto fitted = feel::coerce(value, boxed.type);
  if (fitted.is_null() and not value.is_null())
    note(run.environment, "the value " + feel::print(value).substr(0, 80) + " is not of type " + boxed.type.print());
  return fitted;
}

}  // namespace kreislauf::dmn::internal

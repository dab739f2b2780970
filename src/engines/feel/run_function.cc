#include <algorithm>

#include "engines/feel/program.h"

namespace kreislauf::feel::internal {
namespace {

/// A function made by a function literal: its body and copies of the outer variables it reads.
struct Closure : Function {
  std::shared_ptr<FunctionBody const> body;
  std::vector<Value> captured;

  Closure() { origin = Origin::literal; }
  [[nodiscard]] Type const& gives() const override { return body->body->type; }
  [[nodiscard]] Value call(std::span<Value const> arguments, Environment const& environment) const override {
    return run_body(arguments, *environment.budget, environment);
  }
  [[nodiscard]] Value run_body(std::span<Value const> arguments, Budget& budget, Environment const& environment) const {
    budget.take_steps(body->body->weight + 2);
    Locals locals{body->local_count};
    for (std::size_t i = 0; i < arguments.size(); ++i) locals.data()[i] = arguments[i];
    for (std::size_t i = 0; i < captured.size(); ++i) locals.data()[body->captures[i].to] = captured[i];
    Frame frame{
        .globals = nullptr, .global_count = 0, .locals = locals.data(), .budget = budget, .environment = environment};
    return run(*body->body, frame);
  }
};

// DMN 1.5, 10.3.2.9.4: a list of one element is converted to that element where a single value is wanted.
Value run_builtin(Signature const& signature, std::span<Value const> arguments, Frame& frame) {
  auto result = signature.run({arguments, frame});
  if (not signature.takes_single_values or not result.is_null()) return result;
  auto const is_lone = [](Value const& v) { return v.is(Kind::list) and v.list().size() == 1; };
  if (std::none_of(arguments.begin(), arguments.end(), is_lone)) return result;
  Values singles;
  for (auto const& one : arguments) singles.push_back(is_lone(one) ? one.list()[0] : one);
  return signature.run({singles, frame});
}

struct BuiltinValue : Function {
  std::span<Signature const> signatures;
  BuiltinValue() { origin = Origin::builtin; }
  [[nodiscard]] Value call(std::span<Value const> arguments, Environment const& environment) const override {
    Frame frame{.globals = nullptr,
                .global_count = 0,
                .locals = nullptr,
                .budget = *environment.budget,
                .environment = environment};
    for (auto const& signature : signatures)
      if (arguments.size() >= signature.required and
          (signature.variadic or arguments.size() <= signature.parameters.size()))
        return run_builtin(signature, arguments, frame);
    return {};
  }
  [[nodiscard]] std::optional<Values> arranged(std::span<std::string const> names, Values given) const override {
    for (auto const& signature : signatures) {
      if (not fits(signature, names)) continue;
      Values ordered;
      for (auto const parameter : signature.parameters) {
        auto const found = std::find(names.begin(), names.end(), parameter);
        if (found == names.end() and ordered.size() >= signature.required and signature.parameters.back() == parameter)
          break;
        ordered.push_back(found == names.end() ? Value{} : given[static_cast<std::size_t>(found - names.begin())]);
      }
      return ordered;
    }
    return std::nullopt;
  }
};

bool open(Type const& type) { return type.is(TypeKind::any) and type.allowed() == nullptr; }

/// Does it ask for types, so that arguments or result may have to be converted?
bool converts(Function const& function) {
  return not open(function.result) or not std::all_of(function.types.begin(), function.types.end(), open);
}

Value enter(Function const& function, std::span<Value const> arguments, Frame& frame) {
  if (function.origin == Function::Origin::literal)
    return static_cast<Closure const&>(function).run_body(arguments, frame.budget, frame.environment);
  if (frame.environment.budget == &frame.budget) return function.call(arguments, frame.environment);
  auto environment = frame.environment;
  environment.budget = &frame.budget;
  return function.call(arguments, environment);
}

class Deeper {
 public:
  Deeper(Budget& budget, std::uint32_t levels) : budget_{budget}, levels_{levels} {
    if (levels > budget.depth) throw LimitExceeded{"functions call each other too deeply"};
    budget.depth -= levels;
  }
  ~Deeper() { budget_.depth += levels_; }
  Deeper(Deeper const&) = delete;
  Deeper& operator=(Deeper const&) = delete;

 private:
  Budget& budget_;
  std::uint32_t levels_;
};

}  // namespace

Value call(Function const& function, std::span<Value const> arguments, Frame& frame) {
  using enum Function::Origin;
  if (function.origin != builtin and arguments.size() != function.parameters.size()) {
    note(frame, "a function of " + std::to_string(function.parameters.size()) + " parameters was called with " +
                    std::to_string(arguments.size()) + " arguments");
    return {};
  }
  Deeper deeper{frame.budget,
                function.origin == literal ? static_cast<Closure const&>(function).body->body->height + 4 : 8};
  if (not converts(function)) return enter(function, arguments, frame);
  Values fitted{arguments.begin(), arguments.end()};
  for (std::size_t i = 0; i < std::min(fitted.size(), function.types.size()); ++i) {
    auto coerced = coerce(fitted[i], function.types[i]);
    if (coerced.is_null() and not fitted[i].is_null()) {
      note(frame, "argument `" + function.parameters[i] + "` is not of type " + function.types[i].print());
      return {};
    }
    fitted[i] = std::move(coerced);
  }
  return coerce(enter(function, fitted, frame), function.result);
}

Value run_function_literal(Node const& node, Frame& frame) {
  auto made = std::make_unique<Closure>();
  made->parameters = node.function->parameters;
  made->types = node.function->types;
  made->body = node.function;
  std::uint32_t depth = 0;
  made->captured.reserve(node.function->captures.size());
  for (auto const& capture : node.function->captures) {
    if (capture.from_global)
      made->captured.push_back(capture.from < frame.global_count ? frame.globals[capture.from] : Value{});
    else
      made->captured.push_back(frame.locals[capture.from]);
    depth = std::max(depth, made->captured.back().depth());
  }
  if (depth > 200) throw LimitExceeded{"functions hold each other too deeply"};
  made->depth = depth + 1;
  frame.budget.take_bytes(200 + made->captured.size() * sizeof(Value));
  return Value::function(std::move(made));
}

Value run_call_builtin(Node const& node, Frame& frame) {
  if (node.children.size() == 1) {
    Value kept;
    auto const& argument = peek(*node.children[0], frame, kept);
    return run_builtin(*node.signature, std::span{&argument, 1}, frame);
  }
  ArgumentValues arguments{node.children, frame};
  return run_builtin(*node.signature, arguments.all(), frame);
}

Value run_call_value(Node const& node, Frame& frame) {
  Value kept;
  auto const& callee = peek(*node.children[0], frame, kept);
  if (not callee.is(Kind::function)) {
    note(frame, "what is called is no function but " + std::string{name_of(callee.kind())});
    return {};
  }
  auto given = std::span{node.children}.subspan(1);
  if (node.names.empty()) {
    ArgumentValues arguments{given, frame};
    return call(callee.function(), arguments.all(), frame);
  }
  Values arguments;
  arguments.reserve(given.size());
  for (auto const& argument : given) arguments.push_back(run(*argument, frame));
  auto ordered = callee.function().arranged(node.names, std::move(arguments));
  return ordered ? call(callee.function(), *ordered, frame) : Value{};
}

Value make_builtin_value(std::string_view name) {
  auto made = std::make_unique<BuiltinValue>();
  made->signatures = find_builtin(name);
  if (not made->signatures.empty())
    for (auto parameter : made->signatures[0].parameters) made->parameters.emplace_back(parameter);
  return Value::function(std::move(made));
}

Value run_builtin_value(Node const& node, Frame&) { return node.constant; }

}  // namespace kreislauf::feel::internal

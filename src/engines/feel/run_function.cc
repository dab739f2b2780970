#include <algorithm>

#include "engines/feel/program.h"

namespace kreislauf::feel::internal {
namespace {

/// A function made by a function literal: its body and copies of the outer variables it reads.
struct Closure : Function {
  std::shared_ptr<FunctionBody const> body;
  std::vector<Value> captured;

  [[nodiscard]] Value call(std::span<Value const> arguments, Environment const& environment) const override {
    auto& budget = *environment.budget;
    budget.take_steps(body->body->weight + 2);
    Locals locals{body->local_count};
    for (std::size_t i = 0; i < arguments.size(); ++i) locals.data()[i] = arguments[i];
    for (std::size_t i = 0; i < captured.size(); ++i) locals.data()[body->captures[i].to] = captured[i];
    Frame frame{.globals = nullptr, .global_count = 0, .locals = locals.data(), .budget = budget, .environment = environment};
    return run(*body->body, frame);
  }
};

struct BuiltinValue : Function {
  std::span<Signature const> signatures;
  [[nodiscard]] Value call(std::span<Value const> arguments, Environment const& environment) const override {
    Frame frame{.globals = nullptr, .global_count = 0, .locals = nullptr, .budget = *environment.budget, .environment = environment};
    for (auto const& signature : signatures)
      if (arguments.size() >= signature.required and (signature.variadic or arguments.size() <= signature.parameters.size()))
        return signature.run({arguments, frame});
    return {};
  }
};

/// Brings named arguments into the order of the parameters; nullopt when a name is unknown.
std::optional<Values> by_name(Function const& function, Node const& node, Values& given) {
  Values ordered(function.parameters.size());
  for (std::size_t i = 0; i < node.names.size(); ++i) {
    auto found = std::find(function.parameters.begin(), function.parameters.end(), node.names[i]);
    if (found == function.parameters.end()) return std::nullopt;
    ordered[static_cast<std::size_t>(found - function.parameters.begin())] = std::move(given[i]);
  }
  return node.names.size() == ordered.size() ? std::optional{std::move(ordered)} : std::nullopt;
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
  auto const* closure = dynamic_cast<Closure const*>(&function);
  auto const* builtin = dynamic_cast<BuiltinValue const*>(&function);
  if (builtin == nullptr and arguments.size() != function.parameters.size()) {
    note(frame, "a function of " + std::to_string(function.parameters.size()) + " parameters was called with " + std::to_string(arguments.size()) + " arguments");
    return {};
  }
  Deeper deeper{frame.budget, closure ? closure->body->body->height + 4 : 8};
  Values fitted{arguments.begin(), arguments.end()};
  for (std::size_t i = 0; i < std::min(fitted.size(), function.types.size()); ++i) {
    auto coerced = coerce(fitted[i], function.types[i]);
    if (coerced.is_null() and not fitted[i].is_null()) {
      note(frame, "argument `" + function.parameters[i] + "` is not of type " + function.types[i].print());
      return {};
    }
    fitted[i] = std::move(coerced);
  }
  if (frame.environment.budget == &frame.budget) return coerce(function.call(fitted, frame.environment), function.result);
  auto environment = frame.environment;
  environment.budget = &frame.budget;
  return coerce(function.call(fitted, environment), function.result);
}

Value run_function_literal(Node const& node, Frame& frame) {
  auto made = std::make_unique<Closure>();
  made->parameters = node.function->parameters;
  made->types = node.function->types;
  made->body = node.function;
  std::uint32_t depth = 0;
  for (auto const& capture : node.function->captures) {
    if (capture.from_global) made->captured.push_back(capture.from < frame.global_count ? frame.globals[capture.from] : Value{});
    else made->captured.push_back(frame.locals[capture.from]);
    depth = std::max(depth, made->captured.back().depth());
  }
  if (depth > 200) throw LimitExceeded{"functions hold each other too deeply"};
  made->depth = depth + 1;
  frame.budget.take_bytes(200 + made->captured.size() * sizeof(Value));
  return Value::function(std::move(made));
}

Value run_call_builtin(Node const& node, Frame& frame) {
  constexpr std::size_t few = 4;
  auto count = node.children.size();
  if (count <= few) {
    std::array<Value, few> arguments;
    for (std::size_t i = 0; i < count; ++i) arguments[i] = run(*node.children[i], frame);
    return node.signature->run({std::span{arguments.data(), count}, frame});
  }
  Values arguments;
  arguments.reserve(count);
  for (auto const& child : node.children) arguments.push_back(run(*child, frame));
  return node.signature->run({arguments, frame});
}

Value run_call_value(Node const& node, Frame& frame) {
  auto callee = run(*node.children[0], frame);
  if (not callee.is(Kind::function)) {
    note(frame, "what is called is no function but " + std::string{name_of(callee.kind())});
    return {};
  }
  Values arguments;
  arguments.reserve(node.children.size() - 1);
  for (std::size_t i = 1; i < node.children.size(); ++i) arguments.push_back(run(*node.children[i], frame));
  if (node.names.empty()) return call(callee.function(), arguments, frame);
  auto ordered = by_name(callee.function(), node, arguments);
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

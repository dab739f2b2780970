#pragma once

#include <bit>
#include <memory>
#include <string>
#include <vector>

#include "engines/feel/feel.h"

// The compiled form: a tree of nodes, each with the function that evaluates it. Other files of this folder only.
namespace kreislauf::feel {

/// What is left of the limits while one evaluation runs.
struct Budget {
  explicit Budget(Limits const& limits) : steps{limits.steps}, bytes{limits.bytes}, depth{limits.depth} {}

  void take_steps(std::uint64_t count) {
    if (count > steps) throw LimitExceeded{"the evaluation takes too many steps"};
    steps -= count;
  }
  void take_bytes(std::uint64_t count) {
    if (count > bytes) throw LimitExceeded{"the evaluation needs too much memory"};
    bytes -= count;
  }

  std::uint64_t steps;
  std::uint64_t bytes;
  std::uint32_t depth;
};

}  // namespace kreislauf::feel

namespace kreislauf::feel::internal {

enum class Op : std::uint8_t {
  constant,
  global,
  local,
  item_member,
  add,
  subtract,
  multiply,
  divide,
  power,
  negate,
  equal,
  unequal,
  less,
  less_equal,
  greater,
  greater_equal,
  between,
  conjunction,
  disjunction,
  in,
  any_of,
  none_of,  // tests; the input lies in local `slot`
  test_any,
  test_compare,
  test_value,
  test_true,
  range,
  comparison_range,
  iteration_range,
  list,
  context,
  path,
  filter,
  conditional,
  for_loop,
  some,
  every,
  instance_of,
  function_literal,
  call_builtin,
  call_value,
  builtin_value,
  failed
};

struct Node;

/// What nodes see while they are evaluated.
struct Frame {
  Value const* globals;
  std::size_t global_count;
  Value* locals;
  Budget& budget;
  Environment const& environment;
};

using Run = Value (*)(Node const&, Frame&);
using NodePtr = std::unique_ptr<Node>;

/// Arguments of a built-in function.
struct Arguments {
  std::span<Value const> values;
  Frame& frame;
  [[nodiscard]] std::size_t size() const { return values.size(); }
  Value const& operator[](std::size_t index) const { return values[index]; }
};
using Builtin = Value (*)(Arguments const&);

struct Signature {
  std::vector<std::string_view> parameters;
  std::size_t required = 0;
  bool variadic = false;  ///< the last parameter may repeat
  Builtin run = nullptr;
  TypeKind result = TypeKind::any;
  bool takes_single_values = false;  ///< a list of one element counts as that element
};

/// Can it be called with arguments of these names?
[[nodiscard]] bool fits(Signature const& signature, std::span<std::string const> names);

/// A capture copies an outer variable into the function's own slots when the function is made.
struct Capture {
  bool from_global = false;
  std::uint32_t from = 0;
  std::uint32_t to = 0;
};

struct FunctionBody {
  std::vector<std::string> parameters;
  std::vector<Type> types;
  std::vector<Capture> captures;
  NodePtr body;
  std::uint32_t local_count = 0;
  std::optional<std::uint32_t> self;  ///< slot that holds the function itself while it runs
};

struct Node {
  Op op = Op::constant;
  Run run = nullptr;
  Value constant;
  std::uint32_t slot = 0;  ///< variable, or the first of the slots an iteration uses
  std::uint32_t position = 0;
  std::uint32_t weight = 1;  ///< nodes evaluated once, loops aside
  std::uint32_t height = 1;
  bool low_included = true;
  bool high_included = true;
  Op comparison = Op::equal;  ///< of test_compare and comparison_range
  bool uses_partial = false;
  std::vector<NodePtr> children;
  std::string text;                  ///< member name
  std::vector<std::string> names;    ///< entries, iteration variables, named arguments
  std::vector<std::uint32_t> slots;  ///< of entries and iteration variables
  Type type;                         ///< static type of the result
  Type asked;                        ///< of `instance of`
  Signature const* signature = nullptr;
  std::shared_ptr<FunctionBody const> function;
};

struct Program {
  std::string source;
  NodePtr root;
  std::uint32_t local_count = 0;
  bool unary = false;
  std::vector<std::size_t> used;
  std::vector<Diagnostic> warnings;
};

/// Gives a finished node its evaluating function; may pick a faster one for a common shape.
void link(Node& node);

[[nodiscard]] inline Value run(Node const& node, Frame& frame) { return node.run(node, frame); }

[[nodiscard]] Value const& peek_path(Node const& node, Frame& frame, Value& scratch);
[[nodiscard]] Value const& peek_item_member(Node const& node, Frame& frame, Value& scratch);

/// The value of a node without copying it when it is a constant or a variable, or stands in one: `Antrag.person.name`.
/// Anything else is put into `scratch`, and nothing else than `scratch` is ever answered for it.
[[nodiscard]] inline Value const& peek(Node const& node, Frame& frame, Value& scratch) {
  switch (node.op) {
    case Op::constant:
      return node.constant;
    case Op::local:
      return frame.locals[node.slot];
    case Op::global:
      if (node.slot < frame.global_count) return frame.globals[node.slot];
      return scratch = Value{};
    case Op::path:
      return peek_path(node, frame, scratch);
    case Op::item_member:
      return peek_item_member(node, frame, scratch);
    default:
      return scratch = node.run(node, frame);
  }
}

/// Why something became null, for the person who wrote the rule.
void note(Frame const& frame, std::string text);

/// The slots of one evaluation; few variables cost no allocation, none cost nothing.
class Locals {
 public:
  explicit Locals(std::size_t count) : count_{count} {
    if (count > few)
      many_.resize(count);
    else
      std::uninitialized_default_construct_n(few_, count);
  }
  ~Locals() {
    if (count_ <= few) std::destroy_n(few_, count_);
  }
  Locals(Locals const&) = delete;
  Locals& operator=(Locals const&) = delete;
  [[nodiscard]] std::span<Value const> all() { return {data(), count_}; }
  [[nodiscard]] Value* data() { return count_ > few ? many_.data() : few_; }

 private:
  static constexpr std::size_t few = 6;
  std::size_t count_;
  union {
    Value few_[few];  // only the first `count_` exist
  };
  std::vector<Value> many_;
};

/// The arguments of one call side by side, for as long as it lasts. Constants and variables outlive the call, so their
/// values are borrowed, not shared.
class ArgumentValues {
 public:
  ArgumentValues(std::span<NodePtr const> nodes, Frame& frame) : ArgumentValues{nodes.size()} {
    for (std::size_t i = 0; i < nodes.size(); ++i) {
      auto& own = values_.data()[i];
      auto const& value = peek(*nodes[i], frame, own);
      if (&value == &own) continue;
      if (i < 64)
        own.borrow(value), borrowed_ |= std::uint64_t{1} << i;
      else
        own = value;
    }
  }
  ~ArgumentValues() {
    for (auto left = borrowed_; left != 0; left &= left - 1) values_.data()[std::countr_zero(left)].give_back();
  }
  ArgumentValues(ArgumentValues const&) = delete;
  ArgumentValues& operator=(ArgumentValues const&) = delete;
  [[nodiscard]] std::span<Value const> all() { return values_.all(); }

 private:
  // On its own, so that the destructor runs when an argument throws.
  explicit ArgumentValues(std::size_t count) : values_{count} {}
  Locals values_;
  std::uint64_t borrowed_ = 0;  // a bit for each
};

/// What a test names or writes down may be null and then equals a missing input. What was to be worked out and could
/// not be says nothing, so that data that is missing fulfils no condition.
[[nodiscard]] inline bool names_a_value(Node const& node) {
  return node.op == Op::constant or node.op == Op::global or node.op == Op::local or node.op == Op::item_member or
         node.op == Op::path or node.op == Op::filter;
}

// Shared by the evaluating files.
[[nodiscard]] Value compare_values(Op op, Value const& a, Value const& b, Frame& frame);
[[nodiscard]] Value test_input(Node const& test, Value const& input, Frame& frame);
[[nodiscard]] Value member_of(Value const& value, std::string const& name, Frame& frame);
[[nodiscard]] Value call(Function const& function, std::span<Value const> arguments, Frame& frame);
[[nodiscard]] std::optional<bool> checked_equals(Value const& a, Value const& b, Budget& budget);

Value run_arithmetic(Node const&, Frame&);
Value run_negate(Node const&, Frame&);
Value run_comparison(Node const&, Frame&);
Value run_between(Node const&, Frame&);
Value run_conjunction(Node const&, Frame&);
Value run_disjunction(Node const&, Frame&);
Value run_in(Node const&, Frame&);
Value run_test(Node const&, Frame&);
Value run_range(Node const&, Frame&);
Value run_comparison_range(Node const&, Frame&);
Value run_list(Node const&, Frame&);
Value run_context(Node const&, Frame&);
Value run_peeked(Node const&, Frame&);
Value run_filter(Node const&, Frame&);
Value run_conditional(Node const&, Frame&);
Value run_for(Node const&, Frame&);
Value run_quantified(Node const&, Frame&);
Value run_instance_of(Node const&, Frame&);
Value run_function_literal(Node const&, Frame&);
Value run_call_builtin(Node const&, Frame&);
Value run_call_value(Node const&, Frame&);
Value run_builtin_value(Node const&, Frame&);

/// `date(...)`, `string length(...)`: the ways a built-in can be called; empty when there is none of that name.
[[nodiscard]] std::span<Signature const> find_builtin(std::string_view name);
[[nodiscard]] std::vector<std::string> const& builtin_names();
[[nodiscard]] Value make_builtin_value(std::string_view name);

}  // namespace kreislauf::feel::internal

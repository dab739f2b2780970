#include "engines/feel/program.h"

namespace kreislauf::feel::internal {
namespace {

inline bool holds(Op op, std::partial_ordering order) {
  switch (op) {
    case Op::equal:
      return order == 0;
    case Op::unequal:
      return order != 0;
    case Op::less:
      return order < 0;
    case Op::less_equal:
      return order <= 0;
    case Op::greater:
      return order > 0;
    default:
      return order >= 0;
  }
}

Value maybe(std::optional<bool> truth) { return truth ? Value{*truth} : Value{}; }

Value negated(Value const& truth) { return truth.is(Kind::boolean) ? Value{not truth.boolean()} : Value{}; }

/// Is `input` what the cell's value asks for: equal to it, an element of the list, inside the range?
Value matches(Value const& input, Value const& wanted, Frame& frame) {
  if (wanted.is(Kind::range)) return maybe(contains(wanted.range(), input));
  if (wanted.is(Kind::list)) {
    if (input.is(Kind::list) and checked_equals(input, wanted, frame.budget).value_or(false)) return true;
    Value result = false;
    for (auto const& element : wanted.list()) {
      auto one = element.is(Kind::range) ? maybe(contains(element.range(), input))
                                         : maybe(checked_equals(input, element, frame.budget));
      if (one.is_true()) return true;
    }
    return result;
  }
  auto equal = checked_equals(input, wanted, frame.budget);
  // A cell may hold a condition over other names; then it counts by itself.
  if (not equal and wanted.is(Kind::boolean)) return wanted;
  return maybe(equal);
}

Value any_test(Node const& node, Value const& input, Frame& frame, std::size_t from) {
  bool unknown = false;
  for (std::size_t i = from; i < node.children.size(); ++i) {
    auto one = test_input(*node.children[i], input, frame);
    if (one.is_true()) return true;
    unknown |= one.is_null();
  }
  return unknown ? Value{} : Value{false};
}

}  // namespace

Value compare_values(Op op, Value const& a, Value const& b, Frame& frame) {
  if (op == Op::equal) return maybe(checked_equals(a, b, frame.budget));
  if (op == Op::unequal) return negated(maybe(checked_equals(a, b, frame.budget)));
  auto order = compare(a, b);
  if (order) return holds(op, *order);
  if (frame.environment.notes != nullptr)
    note(frame,
         "comparing " + std::string{name_of(a.kind())} + " and " + std::string{name_of(b.kind())} + " gives null");
  return {};
}

Value run_comparison(Node const& node, Frame& frame) {
  Value kept_a, kept_b;
  auto const& a = peek(*node.children[0], frame, kept_a);
  auto const& b = peek(*node.children[1], frame, kept_b);
  if (a.is(Kind::number) and b.is(Kind::number)) return holds(node.op, a.number() <=> b.number());
  return compare_values(node.op, a, b, frame);
}

Value run_between(Node const& node, Frame& frame) {
  Value kept, kept_low, kept_high;
  auto const& value = peek(*node.children[0], frame, kept);
  auto const& low = peek(*node.children[1], frame, kept_low);
  auto const& high = peek(*node.children[2], frame, kept_high);
  auto from = compare(value, low), to = compare(value, high);
  if (not from or not to) return {};
  return *from >= 0 and *to <= 0;
}

// Three values: false decides `and`, true decides `or`, everything that is no boolean counts as unknown.
Value run_conjunction(Node const& node, Frame& frame) {
  Value kept;
  auto const& a = peek(*node.children[0], frame, kept);
  if (a.is_false()) return false;
  bool first = a.is_true();
  Value other;
  auto const& b = peek(*node.children[1], frame, other);
  if (b.is_false()) return false;
  return first and b.is_true() ? Value{true} : Value{};
}

Value run_disjunction(Node const& node, Frame& frame) {
  Value kept;
  auto const& a = peek(*node.children[0], frame, kept);
  if (a.is_true()) return true;
  bool first = a.is_false();
  Value other;
  auto const& b = peek(*node.children[1], frame, other);
  if (b.is_true()) return true;
  return first and b.is_false() ? Value{false} : Value{};
}

Value test_input(Node const& test, Value const& input, Frame& frame) {
  Value kept;
  switch (test.op) {
    case Op::test_any:
      return true;
    case Op::test_compare: {
      auto const& wanted = peek(*test.children[0], frame, kept);
      if (wanted.is_null() and not names_a_value(*test.children[0])) return {};
      return compare_values(test.comparison, input, wanted, frame);
    }
    case Op::test_value: {
      auto const& wanted = peek(*test.children[0], frame, kept);
      if (wanted.is_null() and not names_a_value(*test.children[0])) return {};
      return matches(input, wanted, frame);
    }
    case Op::test_true: {
      auto const& result = peek(*test.children[0], frame, kept);
      if (result.is_null()) return {};
      return result.is(Kind::boolean) ? result : matches(input, result, frame);
    }
    case Op::any_of:
      return any_test(test, input, frame, 0);
    case Op::none_of:
      return negated(any_test(test, input, frame, 0));
    default:
      return {};
  }
}

/// A test as the root of unary tests: the input lies in its slot.
Value run_test(Node const& node, Frame& frame) { return test_input(node, frame.locals[node.slot], frame); }

Value run_in(Node const& node, Frame& frame) {
  auto& input = frame.locals[node.slot];  // no test writes there: every variable has a slot of its own
  input = run(*node.children[0], frame);
  return any_test(node, input, frame, 1);
}

}  // namespace kreislauf::feel::internal

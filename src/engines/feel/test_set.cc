#include "engines/feel/program.h"

namespace kreislauf::feel {
namespace {

using namespace internal;

bool comparable(Value const& v) { return v.kind() >= Kind::number and v.kind() <= Kind::months_duration; }

/// Equality is all that booleans and null know.
bool discrete(Value const& v) { return v.is_null() or v.is(Kind::boolean); }

bool add_value(TestSet& set, Value const& v) {
  if (v.is(Kind::range)) {
    auto const& range = v.range();
    bool open = range.low.is_null() or range.high.is_null();
    if (range.form == Range::Form::different or (open and range.form == Range::Form::interval)) return false;
    set.ranges.push_back(range);
    return true;
  }
  if (v.is(Kind::list)) {
    for (auto const& element : v.list())
      if (element.is(Kind::list) or not add_value(set, element)) return false;
    return true;
  }
  if (not comparable(v) and not discrete(v)) return false;
  set.ranges.push_back({.low = v, .high = v});
  return true;
}

bool add_comparison(TestSet& set, Op op, Value const& v) {
  if (op == Op::equal and discrete(v)) return add_value(set, v);
  if (not comparable(v)) return false;
  switch (op) {
    case Op::equal:
      set.ranges.push_back({.low = v, .high = v});
      return true;
    case Op::less:
    case Op::less_equal:
      set.ranges.push_back({.high = v, .low_included = false, .high_included = op == Op::less_equal});
      return true;
    case Op::greater:
    case Op::greater_equal:
      set.ranges.push_back({.low = v, .low_included = op == Op::greater_equal, .high_included = false});
      return true;
    case Op::unequal:
      set.ranges.push_back({.high = v, .low_included = false, .high_included = false});
      set.ranges.push_back({.low = v, .low_included = false, .high_included = false});
      return true;
    default:
      return false;
  }
}

bool add_test(TestSet& set, Node const& node) {
  switch (node.op) {
    case Op::test_value:
      return node.children[0]->op == Op::constant and add_value(set, node.children[0]->constant);
    case Op::test_compare:
      return node.children[0]->op == Op::constant and add_comparison(set, node.comparison, node.children[0]->constant);
    case Op::any_of:
      for (auto const& child : node.children)
        if (not add_test(set, *child)) return false;
      return true;
    default:
      return false;
  }
}

}  // namespace

std::optional<TestSet> test_set(Expression const& tests) {
  if (not tests.is_unary_tests()) return std::nullopt;
  auto const* root = tests.program().root.get();
  TestSet set;
  if (root->op == Op::test_any) {
    set.anything = true;
    return set;
  }
  set.negated = root->op == Op::none_of;
  return add_test(set, set.negated ? *root->children[0] : *root) ? std::optional{std::move(set)} : std::nullopt;
}

}  // namespace kreislauf::feel

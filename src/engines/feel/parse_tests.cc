#include <algorithm>

#include "engines/feel/parser.h"

namespace kreislauf::feel::internal {
namespace {

/// Does the expression read the input itself (`?`)? Then it is a condition, not a value to compare with.
bool reads(Node const& node, std::uint32_t slot) {
  if (node.op == Op::local and node.slot == slot and node.text == "?") return true;
  if (node.function)
    for (auto const& capture : node.function->captures)
      if (not capture.from_global and capture.from == slot) return true;
  return std::any_of(node.children.begin(), node.children.end(),
                     [&](NodePtr const& c) { return c and reads(*c, slot); });
}

}  // namespace

NodePtr Parser::whole_unary_tests(Type const& input) {
  Level level;
  auto slot = scope_.allocate();
  level.bindings.push_back({.name = "?", .slot = slot, .type = input});
  scope_.push(std::move(level));
  if (source_.at_end()) source_.fail("the test is empty; write `-` if any value will do");
  auto tests = unary_tests(slot, false);
  if (not source_.at_end()) source_.fail("expected a comma or the end of the test, found " + source_.shown_next());
  scope_.pop();
  return tests;
}

NodePtr Parser::unary_tests(std::uint32_t input, bool until_parenthesis) {
  Nesting nesting{*this};
  auto at = source_.position();
  if (not until_parenthesis and source_.peek() == '-') {
    auto rest = source_;
    rest.take("-");
    if (rest.at_end()) {
      source_ = rest;
      return finish(node(Op::test_any, at));
    }
  }
  if (source_.next_word_is("not")) {
    auto kept = source_;
    source_.take_word("not");
    if (source_.take("(")) {
      auto tests = unary_tests(input, true);
      source_.expect(")", "at the end of `not`");
      // `not(x) and y` is an expression; then what was read so far counts for nothing.
      if (source_.at_end() or source_.next_is(",") or source_.next_is(")")) {
        auto made = node(Op::none_of, at, nodes(std::move(tests)));
        made->slot = input;
        return finish(std::move(made));
      }
    }
    source_ = kept;
  }
  std::vector<NodePtr> tests;
  do tests.push_back(unary_test(input));
  while (source_.take(","));
  if (tests.size() == 1) return std::move(tests[0]);
  auto made = node(Op::any_of, at, std::move(tests));
  made->slot = input;
  return finish(std::move(made));
}

NodePtr Parser::comparison_test(std::uint32_t input, Op op) {
  auto made = node(Op::test_compare, source_.position(), nodes(addition()));
  made->comparison = op;
  made->slot = input;
  return finish(std::move(made));
}

NodePtr Parser::as_test(NodePtr value, std::uint32_t input, bool asks_input) {
  auto position = value->position;
  auto made = node(asks_input ? Op::test_true : Op::test_value, position, nodes(std::move(value)));
  made->slot = input;
  return finish(std::move(made));
}

NodePtr Parser::unary_test(std::uint32_t input) {
  if (auto op = comparison_operator()) return comparison_test(input, *op);
  auto value = disjunction();
  bool asks_input = reads(*value, input);
  return as_test(std::move(value), input, asks_input);
}

NodePtr Parser::membership(NodePtr value) {
  auto at = source_.position();
  auto input = scope_.allocate();
  std::vector<NodePtr> parts;
  auto input_type = value->type;
  parts.push_back(std::move(value));
  if (auto op = comparison_operator()) {
    parts.push_back(comparison_test(input, *op));
  } else if (source_.next_is("(")) {
    // `x in (1..3)`, `x in (< 5, 7)` and `x in (a)` begin alike; what follows the first part decides.
    auto opening = source_.position();
    source_.take("(");
    Nesting nesting{*this};
    auto first = unary_test(input);
    bool is_value = first->op == Op::test_value or first->op == Op::test_true;
    if (is_value and source_.next_is("..")) {
      parts.push_back(as_test(range_from(std::move(first->children[0]), false, opening), input, false));
    } else {
      parts.push_back(std::move(first));
      while (source_.take(",")) parts.push_back(unary_test(input));
      source_.expect(")", "behind the tests of `in`");
    }
  } else {
    parts.push_back(as_test(addition(), input, false));
  }
  auto made = node(Op::in, at, std::move(parts));
  made->slot = input;
  return finish(std::move(made));
}

}  // namespace kreislauf::feel::internal

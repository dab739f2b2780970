#include "engines/feel/program.h"

namespace kreislauf::feel::internal {
namespace {

Value run_constant(Node const& node, Frame&) { return node.constant; }
Value run_global(Node const& node, Frame& frame) {
  return node.slot < frame.global_count ? frame.globals[node.slot] : Value{};
}
Value run_local(Node const& node, Frame& frame) { return frame.locals[node.slot]; }
Value run_nothing(Node const&, Frame&) { return {}; }

Run runner(Op op) {
  switch (op) {
    case Op::constant:
      return run_constant;
    case Op::global:
      return run_global;
    case Op::local:
      return run_local;
    case Op::item_member:
    case Op::path:
      return run_peeked;
    case Op::add:
    case Op::subtract:
    case Op::multiply:
    case Op::divide:
    case Op::power:
      return run_arithmetic;
    case Op::negate:
      return run_negate;
    case Op::equal:
    case Op::unequal:
    case Op::less:
    case Op::less_equal:
    case Op::greater:
    case Op::greater_equal:
      return run_comparison;
    case Op::between:
      return run_between;
    case Op::conjunction:
      return run_conjunction;
    case Op::disjunction:
      return run_disjunction;
    case Op::in:
      return run_in;
    case Op::any_of:
    case Op::none_of:
    case Op::test_any:
    case Op::test_compare:
    case Op::test_value:
    case Op::test_true:
      return run_test;
    case Op::range:
    case Op::iteration_range:
      return run_range;
    case Op::comparison_range:
      return run_comparison_range;
    case Op::list:
      return run_list;
    case Op::context:
      return run_context;
    case Op::filter:
      return run_filter;
    case Op::conditional:
      return run_conditional;
    case Op::for_loop:
      return run_for;
    case Op::some:
    case Op::every:
      return run_quantified;
    case Op::instance_of:
      return run_instance_of;
    case Op::function_literal:
      return run_function_literal;
    case Op::call_builtin:
      return run_call_builtin;
    case Op::call_value:
      return run_call_value;
    case Op::builtin_value:
      return run_builtin_value;
    case Op::failed:
      return run_nothing;
  }
  return run_nothing;
}

}  // namespace

void link(Node& node) {
  if (node.op == Op::builtin_value and node.constant.is_null()) node.constant = make_builtin_value(node.text);
  node.run = runner(node.op);
}

void note(Frame const& frame, std::string text) {
  auto* notes = frame.environment.notes;
  if (notes != nullptr and notes->size() < 100) notes->push_back(std::move(text));
}

}  // namespace kreislauf::feel::internal

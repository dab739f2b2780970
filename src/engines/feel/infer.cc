#include <algorithm>

#include "engines/feel/parser.h"

namespace kreislauf::feel::internal {
namespace {

TypeKind kind_of(Value const& value) {
  constexpr TypeKind kinds[] = {
      TypeKind::null,    TypeKind::boolean,   TypeKind::number,        TypeKind::string,          TypeKind::date,
      TypeKind::time,    TypeKind::date_time, TypeKind::days_duration, TypeKind::months_duration, TypeKind::list,
      TypeKind::context, TypeKind::range,     TypeKind::function};
  return kinds[static_cast<std::size_t>(value.kind())];
}

bool known(Type const& type) { return not type.is(TypeKind::any) and not type.is(TypeKind::null); }

Type common(std::vector<NodePtr> const& nodes, std::size_t from) {
  if (from >= nodes.size()) return {};
  auto const& first = nodes[from]->type;
  bool all_alike = std::all_of(nodes.begin() + static_cast<std::ptrdiff_t>(from), nodes.end(),
                               [&](NodePtr const& n) { return n->type.is(first.kind()); });
  if (not all_alike) return {};
  // Lists, contexts and functions may differ in what they hold.
  bool const same_inside = std::all_of(nodes.begin() + static_cast<std::ptrdiff_t>(from), nodes.end(), [&](auto& n) {
    return n->type.conforms_to(first) and first.conforms_to(n->type);
  });
  return same_inside ? first : Type{first.kind()};
}

Type of_constant(Value const& value) {
  if (value.is(Kind::range)) return Type::range(kind_of(value.range().low));
  if (value.is(Kind::list) and not value.list().empty()) {
    auto kind = kind_of(value.list()[0]);
    bool alike =
        std::all_of(value.list().begin(), value.list().end(), [&](Value const& v) { return kind_of(v) == kind; });
    return Type::list(alike and kind < TypeKind::list ? Type{kind} : Type{});
  }
  return value.is_null() ? Type{} : Type{kind_of(value)};
}

Type of_arithmetic(Node const& node) {
  auto const& a = node.children[0]->type;
  auto const& b = node.children[1]->type;
  if (a.is(TypeKind::number) and b.is(TypeKind::number)) return TypeKind::number;
  if (node.op == Op::add and a.is(TypeKind::string) and b.is(TypeKind::string)) return TypeKind::string;
  return {};
}

Type of_path(Node const& node) {
  auto const& base = node.children[0]->type;
  if (base.is(TypeKind::context)) {
    auto const* member = base.member(node.text);
    return member ? *member : Type{};
  }
  return {};
}

Type of_call(Node const& node) {
  if (node.op == Op::call_builtin) return node.signature->result;
  auto const& function = node.children[0]->type;
  return function.declares_parameters() ? function.element() : Type{};
}

Type of_context(Node const& node) {
  Type::Members members;
  for (std::size_t i = 0; i < node.names.size(); ++i) members.emplace_back(node.names[i], node.children[i]->type);
  return Type::context(std::move(members));
}

bool adds(TypeKind a, TypeKind b, bool minus) {
  auto duration = [](TypeKind k) { return k == TypeKind::days_duration or k == TypeKind::months_duration; };
  auto moment = [](TypeKind k) { return k == TypeKind::date or k == TypeKind::date_time or k == TypeKind::time; };
  if (a == b and (a == TypeKind::number or duration(a))) return true;
  if (a == TypeKind::string and b == TypeKind::string) return not minus;
  if (moment(a) and duration(b)) return true;
  return minus ? moment(a) and moment(b) : duration(a) and moment(b);
}

}  // namespace

Type infer(Node const& node) {
  switch (node.op) {
    case Op::constant:
      return of_constant(node.constant);
    case Op::global:
    case Op::local:
    case Op::item_member:
    case Op::function_literal:
      return node.type;
    case Op::add:
    case Op::subtract:
    case Op::multiply:
    case Op::divide:
    case Op::power:
      return of_arithmetic(node);
    case Op::negate:
      return node.children[0]->type;
    case Op::list:
      return Type::list(common(node.children, 0));
    case Op::context:
      return of_context(node);
    case Op::path:
      return of_path(node);
    case Op::filter: {
      auto const& base = node.children[0]->type;
      bool by_index = node.children[1]->type.is(TypeKind::number);
      if (base.is(TypeKind::list)) return by_index ? base.element() : base;
      return {};
    }
    case Op::conditional:
      return common(node.children, 1);
    case Op::for_loop:
      return Type::list(node.children.back()->type);
    case Op::call_builtin:
    case Op::call_value:
      return of_call(node);
    case Op::builtin_value:
      return TypeKind::function;
    case Op::range:
    case Op::iteration_range:
      return Type::range(node.children[0]->type);
    case Op::comparison_range:
      return Type::range(node.children[0]->type);
    case Op::failed:
      return {};
    default:
      return TypeKind::boolean;
  }
}

std::optional<std::string> misfit(Node const& node) {
  if (node.children.size() < 2) return std::nullopt;
  auto const& a = node.children[0]->type;
  auto const& b = node.children[1]->type;
  if (not known(a) or not known(b)) return std::nullopt;
  auto pair = [&](char const* what) {
    return std::string{what} + " " + a.print() + " and " + b.print() + " gives null";
  };
  switch (node.op) {
    case Op::add:
    case Op::subtract:
      return adds(a.kind(), b.kind(), node.op == Op::subtract)
                 ? std::nullopt
                 : std::optional{pair(node.op == Op::add ? "adding" : "subtracting")};
    case Op::less:
    case Op::less_equal:
    case Op::greater:
    case Op::greater_equal:
    case Op::equal:
    case Op::unequal:
      return a.is(b.kind()) ? std::nullopt : std::optional{pair("comparing")};
    default:
      return std::nullopt;
  }
}

}  // namespace kreislauf::feel::internal

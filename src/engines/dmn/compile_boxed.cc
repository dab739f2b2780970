#include <algorithm>
#include <array>

#include "engines/dmn/builder.h"
#include "engines/dmn/check.h"

namespace kreislauf::dmn::internal {
namespace {

constexpr unsigned deepest = 60;

struct KindName {
  std::string_view name;
  Boxed::Kind kind;
};
constexpr std::array kinds{KindName{"literalExpression", Boxed::Kind::literal},
                           KindName{"decisionTable", Boxed::Kind::table},
                           KindName{"context", Boxed::Kind::context},
                           KindName{"list", Boxed::Kind::list},
                           KindName{"relation", Boxed::Kind::relation},
                           KindName{"invocation", Boxed::Kind::invocation},
                           KindName{"functionDefinition", Boxed::Kind::function},
                           KindName{"conditional", Boxed::Kind::conditional},
                           KindName{"filter", Boxed::Kind::filter},
                           KindName{"for", Boxed::Kind::for_loop},
                           KindName{"some", Boxed::Kind::some},
                           KindName{"every", Boxed::Kind::every}};

std::optional<Boxed::Kind> kind_of(xml::Element node) {
  auto found = std::find_if(kinds.begin(), kinds.end(), [&](KindName const& k) { return k.name == node.name(); });
  return found == kinds.end() ? std::nullopt : std::optional{found->kind};
}

constexpr std::string_view hidden_list = "__list__";

}  // namespace

/// An expression says its language itself or has that of the file.
bool Builder::is_feel(xml::Element node) {
  auto const own = attribute_or(node, "expressionLanguage");
  if (own.empty()) return sources_[current_source_].feel;
  if (names_feel(own)) return true;
  fail(loaded_->elements[current_], node.line(), "the expression language `" + own + "` is not supported, only FEEL");
  return false;
}

BoxedPtr Builder::boxed_child(xml::Element parent, Names const& names) {
  for (auto child : parent.children())
    if (kind_of(child)) return boxed(child, names);
  return nullptr;
}

BoxedPtr Builder::wrapped(xml::Element parent, std::string_view name, Names const& names) {
  auto child = parent.child(name);
  auto made = child ? boxed_child(*child, names) : nullptr;
  if (not made)
    fail(loaded_->elements[current_], parent.line(),
         "`" + std::string{parent.name()} + "` needs an expression in `" + std::string{name} + "`");
  return made;
}

BoxedPtr Builder::boxed(xml::Element node, Names const& names) {
  auto made = std::make_shared<Boxed>();
  made->kind = *kind_of(node);
  made->line = node.line();
  made->type = type_of(node, node.line());
  made->slot_count = names.size();
  if (++depth_ > deepest) {
    fail(loaded_->elements[current_], node.line(), "boxed expressions are nested too deeply");
    --depth_;
    return nullptr;
  }
  switch (made->kind) {
    case Boxed::Kind::literal:
      literal(*made, node, names);
      break;
    case Boxed::Kind::table:
      made->table = table(node, names);
      break;
    case Boxed::Kind::context:
      context(*made, node, names);
      break;
    case Boxed::Kind::relation:
      relation(*made, node, names);
      break;
    case Boxed::Kind::invocation:
      invocation(*made, node, names);
      break;
    case Boxed::Kind::function:
      function(*made, node, names);
      break;
    case Boxed::Kind::filter:
      filter(*made, node, names);
      break;
    case Boxed::Kind::for_loop:
    case Boxed::Kind::some:
    case Boxed::Kind::every:
      iterator(*made, node, names);
      break;
    case Boxed::Kind::conditional:
      for (auto const* part : {"if", "then", "else"}) made->children.push_back(wrapped(node, part, names));
      break;
    case Boxed::Kind::list:
      for (auto child : node.children())
        if (kind_of(child)) made->children.push_back(boxed(child, names));
      break;
    case Boxed::Kind::missing:
      break;
  }
  --depth_;
  return made;
}

std::optional<Expression> Builder::expression(std::string const& text, Names const& names, int line) {
  auto& element = loaded_->elements[current_];
  element.slot_count = std::max(element.slot_count, names.size());
  auto compiled = feel::compile(text, names);
  if (not compiled) {
    fail(element, line, "`" + text.substr(0, 80) + "`: " + compiled.error().sentence() + habit_in(text));
    return std::nullopt;
  }
  for (auto const& warning : compiled->warnings())
    warn(element, line, "`" + text.substr(0, 80) + "`: " + warning.sentence());
  return std::move(*compiled);
}

void Builder::literal(Boxed& made, xml::Element node, Names const& names) {
  made.text = child_text(node, "text");
  if (made.text.empty()) return;
  if (not is_feel(node)) return;
  made.expression = expression(made.text, names, node.line());
}

void Builder::context(Boxed& made, xml::Element node, Names names) {
  for (auto entry : node.children("contextEntry")) {
    auto variable = entry.child("variable");
    auto type = variable ? type_of(*variable, entry.line()) : Type{};
    auto value = boxed_child(entry, names);
    made.children.push_back(value);
    auto name = variable ? attribute_or(*variable, "name") : "";
    if (not name.empty() and std::find(made.names.begin(), made.names.end(), name) != made.names.end())
      fail(loaded_->elements[current_], entry.line(), "the entry `" + name + "` stands twice");
    made.names.push_back(std::move(name));
    made.types.push_back(type);
    if (not variable) {
      made.slots.push_back(0);
      continue;
    }
    if (type.is(feel::TypeKind::any) and value) {
      if (value->kind == Boxed::Kind::function)
        type = feel::TypeKind::function;
      else
        type = value->expression ? value->expression->type() : value->type;
    }
    made.slots.push_back(names.shadow(made.names.back(), type));
    auto& element = loaded_->elements[current_];
    element.slot_count = std::max(element.slot_count, names.size());
  }
}

void Builder::relation(Boxed& made, xml::Element node, Names const& names) {
  for (auto column : node.children("column")) {
    made.names.push_back(attribute_or(column, "name"));
    made.types.push_back(type_of(column, column.line()));
  }
  for (auto row : node.children("row")) {
    std::size_t cells = 0;
    for (auto cell : row.children()) {
      if (not kind_of(cell)) continue;
      made.children.push_back(boxed(cell, names));
      ++cells;
    }
    if (cells == made.names.size()) continue;
    fail(loaded_->elements[current_], row.line(),
         "the row has " + std::to_string(cells) + " cells, the relation " + std::to_string(made.names.size()) +
             " columns");
    made.children.resize(made.children.size() - cells + made.names.size());
  }
}

void Builder::invocation(Boxed& made, xml::Element node, Names const& names) {
  made.children.push_back(boxed_child(node, names));
  for (auto binding : node.children("binding")) {
    auto parameter = binding.child("parameter");
    made.names.push_back(parameter ? attribute_or(*parameter, "name") : "");
    made.children.push_back(boxed_child(binding, names));
  }
}

void Builder::function(Boxed& made, xml::Element node, Names names) {
  if (attribute_or(node, "kind", "FEEL") != "FEEL")
    return fail(loaded_->elements[current_], node.line(),
                "functions in Java or PMML are not supported: rules must not run foreign code");
  for (auto parameter : node.children("formalParameter")) {
    made.names.push_back(attribute_or(parameter, "name"));
    made.types.push_back(type_of(parameter, parameter.line()));
    made.slots.push_back(names.shadow(made.names.back(), made.types.back()));
  }
  auto& element = loaded_->elements[current_];
  element.slot_count = std::max(element.slot_count, names.size());
  made.children.push_back(boxed_child(node, names));
}

void Builder::filter(Boxed& made, xml::Element node, Names names) {
  auto list = wrapped(node, "in", names);
  made.children.push_back(list);
  auto list_type = list and list->expression ? list->expression->type() : list ? list->type : Type{};
  made.slots.push_back(names.shadow(hidden_list, list_type));
  // The condition sees `item` and its entries, just as inside FEEL's own filter; so it becomes one.
  auto match = node.child("match");
  auto condition = match ? match->child("literalExpression") : std::nullopt;
  if (condition) {
    made.expression =
        expression(std::string{hidden_list} + "[" + child_text(*condition, "text") + "\n]", names, condition->line());
    return;
  }
  made.slots.push_back(names.shadow("item", list_type.element()));
  auto& element = loaded_->elements[current_];
  element.slot_count = std::max(element.slot_count, names.size());
  made.children.push_back(wrapped(node, "match", names));
}

void Builder::iterator(Boxed& made, xml::Element node, Names names) {
  auto list = wrapped(node, "in", names);
  made.children.push_back(list);
  auto type = list and list->expression ? list->expression->type() : list ? list->type : Type{};
  made.names.push_back(attribute_or(node, "iteratorVariable"));
  made.slots.push_back(names.shadow(made.names.back(), type.is(feel::TypeKind::list) ? type.element() : Type{}));
  if (made.kind == Boxed::Kind::for_loop) made.slots.push_back(names.shadow("partial", Type::list({})));
  auto& element = loaded_->elements[current_];
  element.slot_count = std::max(element.slot_count, names.size());
  made.children.push_back(wrapped(node, made.kind == Boxed::Kind::for_loop ? "return" : "satisfies", names));
}

}  // namespace kreislauf::dmn::internal

#include "engines/dmn/check.h"

#include <algorithm>

namespace kreislauf::dmn::internal {
namespace {

class ModelCheck {
 public:
  explicit ModelCheck(Loaded const& loaded) : loaded_{loaded}, problems_{loaded.problems} {}

  std::vector<Problem> run() {
    std::vector<bool> needed(loaded_.elements.size());
    for (auto const& element : loaded_.elements) {
      for (auto const& requirement : element.requirements) needed[requirement.element] = true;
      for (auto given : element.given) needed[given] = true;
    }
    for (std::size_t i = 0; i < loaded_.elements.size(); ++i) {
      auto const& element = loaded_.elements[i];
      if (not element.import_name.empty()) continue;
      bool serves = element.kind == Element::Kind::decision or element.kind == Element::Kind::service;
      if (not needed[i] and not serves) warn(element, element.line, "no decision needs it");
      if (element.logic) boxed(element, *element.logic);
    }
    return std::move(problems_);
  }

 private:
  void warn(Element const& element, int line, std::string message) {
    problems_.push_back({.severity = Problem::Severity::warning,
                         .element = element.id,
                         .name = element.name,
                         .line = line,
                         .message = std::move(message)});
  }

  void boxed(Element const& element, Boxed const& node) {
    if (node.table) table(element, node);
    if (node.expression and known(node.expression->type()) and known(node.type) and
        not node.expression->type().conforms_to(node.type))
      warn(element, node.line,
           "gives " + node.expression->type().print() + ", but " + node.type.print() + " is declared");
    for (auto const& child : node.children)
      if (child) boxed(element, *child);
  }

  /// Singletons turn into lists and back, so only plain types can be said to clash.
  static bool known(feel::Type const& type) {
    return type.kind() >= feel::TypeKind::boolean and type.kind() <= feel::TypeKind::months_duration;
  }

  void table(Element const& element, Boxed const& node) {
    for (auto& finding : check_table(*node.table)) warn(element, node.line, std::move(finding));
    std::size_t number = 0;
    for (auto const& rule : node.table->rules) {
      ++number;
      for (std::size_t i = 0; i < rule.conditions.size(); ++i) condition(element, *node.table, rule, number, i);
      for (std::size_t i = 0; i < rule.outputs.size(); ++i) output(element, *node.table, rule, number, i);
    }
  }

  void condition(Element const& element, Table const& table, Rule const& rule, std::size_t number, std::size_t column) {
    auto const& input = table.inputs[column];
    auto const& cell = rule.conditions[column];
    auto set = cell.expression ? feel::test_set(*cell.expression) : std::nullopt;
    if (not set or not known(input.type)) return;
    feel::Type plain{input.type.kind()};
    for (auto const& range : set->ranges)
      for (auto const* end : {&range.low, &range.high})
        if (not end->is_null() and not feel::conforms(*end, plain))
          return warn(element, rule.line,
                      "rule " + std::to_string(number) + ": `" + cell.text + "` can never fit `" + input.label +
                          "`, which is of type " + plain.print());
  }

  void output(Element const& element, Table const& table, Rule const& rule, std::size_t number, std::size_t column) {
    auto const& cell = rule.outputs[column].expression;
    auto const& type = table.outputs[column].type;
    if (not cell or not known(type) or not known(cell->type()) or cell->type().conforms_to(type)) return;
    warn(element, rule.line,
         "rule " + std::to_string(number) + ": the result `" + rule.outputs[column].text + "` is of type " +
             cell->type().print() + ", the column of type " + type.print());
  }

  Loaded const& loaded_;
  std::vector<Problem> problems_;
};

}  // namespace

std::vector<Problem> check(Loaded const& loaded) { return ModelCheck{loaded}.run(); }

}  // namespace kreislauf::dmn::internal

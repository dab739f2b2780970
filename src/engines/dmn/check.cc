#include "engines/dmn/check.h"

#include <algorithm>

#include "engines/feel/program.h"

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
      if (element.model != loaded_.namespace_uri) continue;  // its own file is where to check it
      bool serves = element.kind == Element::Kind::decision or element.kind == Element::Kind::service;
      if (not needed[i] and not serves) notice(element, "no decision needs it");
      if (element.logic) boxed(element, *element.logic);
    }
    return std::move(problems_);
  }

 private:
  void notice(Element const& element, std::string message) {
    warn(element, element.line, std::move(message));
    problems_.back().severity = Problem::Severity::notice;
  }

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
    if (node.table->outputs.empty()) warn(element, node.line, "the table has no result and gives null");
    for (auto const& output : node.table->outputs) values(element, node, output);
    for (auto const& input : node.table->inputs)
      if (input.allowed) habits(element, node.line, "", input.allowed->source());
    aggregation(element, node);
    std::size_t number = 0;
    for (auto const& rule : node.table->rules) {
      ++number;
      auto const place = "rule " + std::to_string(number) + ": ";
      for (auto const& cell : rule.conditions) habits(element, rule.line, place, cell.text);
      for (auto const& cell : rule.outputs) habits(element, rule.line, place, cell.text);
      for (std::size_t i = 0; i < rule.conditions.size(); ++i) condition(element, *node.table, rule, number, i);
      for (std::size_t i = 0; i < rule.outputs.size(); ++i) output(element, *node.table, rule, number, i);
    }
  }

  void habits(Element const& element, int line, std::string const& place, std::string_view cell) {
    for (auto const& habit : number_habits(cell)) warn(element, line, place + habit);
  }

  void values(Element const& element, Boxed const& node, TableOutput const& output) {
    auto const policy = node.table->policy;
    if ((policy == HitPolicy::priority or policy == HitPolicy::output_order) and output.priorities.empty())
      warn(element, node.line,
           "the hit policy " + std::string{name_of(policy)} + " needs the results in their order (`outputValues`)" +
               (output.label.empty() ? "" : " of `" + output.label + "`"));
    if (output.allowed) habits(element, node.line, "", output.allowed->source());
    if (output.otherwise) habits(element, node.line, "", output.otherwise->source());
  }

  /// What is declared, or what the first rule with a known type gives.
  static feel::Type type_of(Table const& table, std::size_t column) {
    if (known(table.outputs[column].type)) return table.outputs[column].type;
    for (auto const& rule : table.rules)
      if (auto const& cell = rule.outputs[column].expression; cell and known(cell->type())) return cell->type();
    return {};
  }

  void aggregation(Element const& element, Boxed const& node) {
    auto const& table = *node.table;
    if (table.aggregation == Aggregation::none) return;
    if (table.policy != HitPolicy::collect)
      warn(element, node.line, "the aggregation counts for nothing: the hit policy is not COLLECT");
    if (table.aggregation != Aggregation::sum) return;
    for (std::size_t i = 0; i < table.outputs.size(); ++i) {
      auto const type = type_of(table, i);
      bool const adds = type.is(feel::TypeKind::number) or type.is(feel::TypeKind::days_duration) or
                        type.is(feel::TypeKind::months_duration);
      if (known(type) and not adds)
        warn(element, node.line, "SUM needs numbers, but the results are of type " + type.print() + "; it gives null");
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

  /// Only a constant can be judged, and only against a list of constants.
  static bool is_excluded(feel::Expression const& cell, TableOutput const& output) {
    if (output.priorities.empty() or cell.program().root->op != feel::internal::Op::constant) return false;
    auto const& value = cell.program().root->constant;
    return not value.is_null() and output.allowed->test(value, {}, {}).is_false();
  }

  void output(Element const& element, Table const& table, Rule const& rule, std::size_t number, std::size_t column) {
    auto const& cell = rule.outputs[column].expression;
    auto const& type = table.outputs[column].type;
    if (cell and is_excluded(*cell, table.outputs[column]))
      return warn(element, rule.line,
                  "rule " + std::to_string(number) + ": the result `" + rule.outputs[column].text +
                      "` is none of the results listed");
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

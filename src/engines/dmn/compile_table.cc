#include <algorithm>

#include "base/text.h"
#include "engines/dmn/builder.h"
#include "engines/dmn/check.h"
#include "engines/dmn/index.h"

namespace kreislauf::dmn::internal {
namespace {

constexpr std::size_t most_rules = 10'000;
constexpr std::size_t worth_an_index = 12;

template <class T>
struct Word {
  std::string_view word;
  T value;
};

constexpr Word<HitPolicy> policies[] = {{"UNIQUE", HitPolicy::unique},
                                        {"ANY", HitPolicy::any},
                                        {"PRIORITY", HitPolicy::priority},
                                        {"FIRST", HitPolicy::first},
                                        {"COLLECT", HitPolicy::collect},
                                        {"RULE ORDER", HitPolicy::rule_order},
                                        {"OUTPUT ORDER", HitPolicy::output_order}};
constexpr Word<Aggregation> aggregations[] = {
    {"SUM", Aggregation::sum}, {"COUNT", Aggregation::count}, {"MIN", Aggregation::min}, {"MAX", Aggregation::max}};

template <class T, std::size_t n>
std::optional<T> meaning(Word<T> const (&words)[n], std::string_view word) {
  for (auto const& known : words)
    if (known.word == word) return known.value;
  return std::nullopt;
}

template <class T, std::size_t n>
std::string meant(Word<T> const (&words)[n], std::string word) {
  for (auto& c : word)
    if (c >= 'a' and c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  std::vector<std::string> candidates;
  for (auto const& known : words) candidates.emplace_back(known.word);
  auto const found = text::did_you_mean(word, candidates);
  return found ? ", did you mean `" + *found + "`?" : "";
}

/// The constants of `"A", "B", "C"` in their order.
std::vector<Value> in_order(std::optional<Expression> const& values) {
  std::vector<Value> ordered;
  auto set = values ? feel::test_set(*values) : std::nullopt;
  if (set)
    for (auto const& range : set->ranges) ordered.push_back(range.low);
  return ordered;
}

}  // namespace

std::string_view name_of(HitPolicy policy) { return policies[static_cast<std::size_t>(policy)].word; }

std::optional<Expression> Builder::tests(std::string const& text, Names const& names, Type const& input, int line) {
  auto& element = loaded_->elements[current_];
  element.slot_count = std::max(element.slot_count, names.size());
  auto compiled = feel::compile_unary_tests(text, names, input);
  if (not compiled) {
    fail(element, line, "`" + text.substr(0, 80) + "`: " + compiled.error().sentence() + habit_in(text));
    return std::nullopt;
  }
  for (auto const& warning : compiled->warnings())
    warn(element, line, "`" + text.substr(0, 80) + "`: " + warning.sentence());
  return std::move(*compiled);
}

TableInput Builder::table_input(xml::Element node, Names const& names) {
  TableInput input{.label = attribute_or(node, "label")};
  if (auto question = node.child("inputExpression")) {
    auto text = child_text(*question, "text");
    if (input.label.empty()) input.label = text;
    if (is_feel(*question)) input.expression = expression(text, names, question->line());
    input.type = type_of(*question, question->line());
    if (input.type.is(feel::TypeKind::any) and input.expression) input.type = input.expression->type();
  }
  if (auto values = node.child("inputValues"))
    if (auto text = child_text(*values, "text"); not text.empty() and is_feel(*values))
      input.allowed = tests(text, names, input.type, values->line());
  return input;
}

TableOutput Builder::table_output(xml::Element node, Names const& names, bool only) {
  TableOutput output{
      .name = attribute_or(node, "name"), .label = attribute_or(node, "label"), .type = type_of(node, node.line())};
  if (output.label.empty()) output.label = output.name;
  if (only and output.label.empty()) output.label = loaded_->elements[current_].name;
  if (auto values = node.child("outputValues"))
    if (auto text = child_text(*values, "text"); not text.empty() and is_feel(*values))
      output.allowed = tests(text, names, output.type, values->line());
  if (not output.allowed and output.type.allowed() != nullptr) output.allowed = *output.type.allowed();
  if (only and not output.allowed and loaded_->elements[current_].type.allowed() != nullptr)
    output.allowed = *loaded_->elements[current_].type.allowed();
  output.priorities = in_order(output.allowed);
  if (auto entry = node.child("defaultOutputEntry"))
    if (auto text = child_text(*entry, "text"); not text.empty() and is_feel(*entry))
      output.otherwise = expression(text, names, entry->line());
  return output;
}

Rule Builder::rule(xml::Element node, Table const& table, Names const& names) {
  Rule rule{.id = attribute_or(node, "id"), .line = node.line(), .conditions = {}, .outputs = {}, .annotations = {}};
  for (auto entry : node.children("inputEntry")) {
    auto column = rule.conditions.size();
    Cell cell{.text = child_text(entry, "text"), .expression = {}};
    if (cell.text.empty()) cell.text = "-";
    auto type = column < table.inputs.size() ? table.inputs[column].type : Type{};
    if (is_feel(entry)) cell.expression = tests(cell.text, names, type, entry.line());
    rule.conditions.push_back(std::move(cell));
  }
  for (auto entry : node.children("outputEntry")) {
    Cell cell{.text = child_text(entry, "text"), .expression = {}};
    if (not cell.text.empty() and is_feel(entry)) cell.expression = expression(cell.text, names, entry.line());
    rule.outputs.push_back(std::move(cell));
  }
  for (auto entry : node.children("annotationEntry")) rule.annotations.push_back(child_text(entry, "text"));
  if (auto words = child_text(node, "description"); not words.empty()) rule.annotations.push_back(std::move(words));
  if (rule.conditions.size() != table.inputs.size() or rule.outputs.size() != table.outputs.size())
    fail(loaded_->elements[current_], node.line(),
         "the rule has " + std::to_string(rule.conditions.size()) + " conditions and " +
             std::to_string(rule.outputs.size()) + " results, the table " + std::to_string(table.inputs.size()) +
             " and " + std::to_string(table.outputs.size()));
  rule.conditions.resize(table.inputs.size());
  rule.outputs.resize(table.outputs.size());
  return rule;
}

std::unique_ptr<Table> Builder::table(xml::Element node, Names const& names) {
  auto made = std::make_unique<Table>();
  auto policy = attribute_or(node, "hitPolicy", "UNIQUE"), aggregation = attribute_or(node, "aggregation");
  if (auto known = meaning(policies, policy))
    made->policy = *known;
  else
    fail(loaded_->elements[current_], node.line(), "unknown hit policy `" + policy + "`" + meant(policies, policy));
  if (auto known = meaning(aggregations, aggregation))
    made->aggregation = *known;
  else if (not aggregation.empty())
    fail(loaded_->elements[current_], node.line(),
         "unknown aggregation `" + aggregation + "`" + meant(aggregations, aggregation));
  for (auto input : node.children("input")) made->inputs.push_back(table_input(input, names));
  auto outputs = node.children("output");
  for (auto output : outputs) made->outputs.push_back(table_output(output, names, outputs.size() == 1));
  for (std::size_t i = 0; i < made->outputs.size(); ++i)
    for (std::size_t j = 0; j < i; ++j)
      if (not made->outputs[i].name.empty() and made->outputs[i].name == made->outputs[j].name)
        fail(loaded_->elements[current_], node.line(), "two results are called `" + made->outputs[i].name + "`");
  for (auto annotation : node.children("annotation"))
    made->annotation_names.push_back(attribute_or(annotation, "name"));
  auto rules = node.children("rule");
  if (rules.size() > most_rules) {
    fail(loaded_->elements[current_], node.line(), "the table has more than 10,000 rules");
    rules.erase(rules.begin() + most_rules, rules.end());
  }
  for (auto one : rules) made->rules.push_back(rule(one, *made, names));
  if (made->rules.size() >= worth_an_index) made->index = TableIndex::build(*made);
  return made;
}

}  // namespace kreislauf::dmn::internal

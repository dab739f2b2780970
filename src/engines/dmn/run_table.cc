#include <algorithm>
#include <bit>

#include "engines/dmn/index.h"

namespace kreislauf::dmn::internal {
namespace {

using Row = Values;  // the results of one rule, by output

bool applies(Rule const& rule, std::span<Value const> inputs, Values const& slots, Run& run) {
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    auto const& cell = rule.conditions[i].expression;
    if (not cell or not cell->test(inputs[i], slots, run.environment).is_true()) return false;
  }
  return true;
}

/// Numbers of the rules that apply, in their order; `first` stops at the first one.
std::vector<std::size_t> matching(Table const& table, std::span<Value const> inputs, Values const& slots, Run& run,
                                  bool first) {
  std::vector<std::size_t> hits;
  auto consider = [&](std::size_t rule, bool certain) {
    if (certain or applies(table.rules[rule], inputs, slots, run)) hits.push_back(rule);
    return first and not hits.empty();
  };
  if (not table.index) {
    for (std::size_t rule = 0; rule < table.rules.size(); ++rule)
      if (consider(rule, false)) break;
    return hits;
  }
  bool exact = false;
  auto bits = table.index->candidates(inputs, exact);
  feel::spend(run.environment, bits.size());
  for (std::size_t word = 0; word < bits.size(); ++word)
    for (auto rest = bits[word]; rest != 0; rest &= rest - 1)
      if (consider(word * 64 + static_cast<std::size_t>(std::countr_zero(rest)), exact)) return hits;
  return hits;
}

Row results(Table const& table, std::size_t rule, Values const& slots, Run& run) {
  Row row;
  for (std::size_t i = 0; i < table.outputs.size(); ++i) {
    auto const& cell = table.rules[rule].outputs[i].expression;
    row.push_back(cell ? feel::coerce(cell->evaluate(slots, run.environment), table.outputs[i].type) : Value{});
  }
  return row;
}

Value as_value(Table const& table, Row row) {
  if (table.outputs.size() == 1) return std::move(row[0]);
  feel::Entries entries;
  for (std::size_t i = 0; i < row.size(); ++i) entries.emplace_back(table.outputs[i].name, std::move(row[i]));
  return Value::context(std::move(entries));
}

Value otherwise(Table const& table, Values const& slots, Run& run) {
  Row row;
  bool any = false;
  for (auto const& output : table.outputs) {
    any |= output.otherwise.has_value();
    row.push_back(output.otherwise ? feel::coerce(output.otherwise->evaluate(slots, run.environment), output.type)
                                   : Value{});
  }
  // Nothing to count is counted, too.
  if (not any and table.policy == HitPolicy::collect and table.aggregation == Aggregation::count)
    return as_value(table, Row(table.outputs.size(), Value{0}));
  if (not any) note(run.environment, "no rule of the table applies");
  return any ? as_value(table, std::move(row)) : Value{};
}

/// How far front a result stands in the output's values; what is not listed stands last.
std::size_t priority(TableOutput const& output, Value const& value) {
  auto found = std::find_if(output.priorities.begin(), output.priorities.end(),
                            [&](Value const& v) { return feel::same(v, value); });
  return static_cast<std::size_t>(found - output.priorities.begin());
}

void order_by_priority(Table const& table, std::vector<Row>& rows) {
  std::stable_sort(rows.begin(), rows.end(), [&](Row const& a, Row const& b) {
    for (std::size_t i = 0; i < table.outputs.size(); ++i) {
      auto x = priority(table.outputs[i], a[i]), y = priority(table.outputs[i], b[i]);
      if (x != y) return x < y;
    }
    return false;
  });
}

Value list_of(Table const& table, std::vector<Row> rows) {
  Values values;
  for (auto& row : rows) values.push_back(as_value(table, std::move(row)));
  return Value::list(std::move(values));
}

Value aggregate_column(Aggregation how, Values const& values, Run& run) {
  if (how == Aggregation::count) return static_cast<std::int64_t>(values.size());
  static feel::Expression const sum = *feel::compile("sum(values)", [] {
    feel::Names n;
    n.add("values");
    return n;
  }());
  static feel::Expression const least = *feel::compile("min(values)", [] {
    feel::Names n;
    n.add("values");
    return n;
  }());
  static feel::Expression const most = *feel::compile("max(values)", [] {
    feel::Names n;
    n.add("values");
    return n;
  }());
  Value const slots[] = {Value::list(values)};
  auto const& function = how == Aggregation::sum ? sum : how == Aggregation::min ? least : most;
  return function.evaluate(slots, run.environment);
}

Value aggregate(Table const& table, std::vector<Row> const& rows, Run& run) {
  Row row;
  for (std::size_t i = 0; i < table.outputs.size(); ++i) {
    Values column;
    for (auto const& one : rows) column.push_back(one[i]);
    row.push_back(aggregate_column(table.aggregation, column, run));
  }
  return as_value(table, std::move(row));
}

Value by_policy(Table const& table, std::vector<Row> rows, Run& run) {
  switch (table.policy) {
    case HitPolicy::unique:
      if (rows.size() > 1) {
        note(run.environment, "more than one rule of the table applies, but its hit policy is UNIQUE");
        return {};
      }
      break;
    case HitPolicy::any:
      for (auto const& row : rows)
        for (std::size_t i = 0; i < row.size(); ++i)
          if (not feel::same(row[i], rows[0][i])) {
            note(run.environment, "rules with different results apply, but the hit policy is ANY");
            return {};
          }
      break;
    case HitPolicy::priority:
      order_by_priority(table, rows);
      break;
    case HitPolicy::first:
      break;
    case HitPolicy::output_order:
      order_by_priority(table, rows);
      return list_of(table, std::move(rows));
    case HitPolicy::rule_order:
      return list_of(table, std::move(rows));
    case HitPolicy::collect:
      if (table.aggregation != Aggregation::none) return aggregate(table, rows, run);
      return list_of(table, std::move(rows));
  }
  return as_value(table, std::move(rows[0]));
}

void explain(Table const& table, std::span<Value const> inputs, std::vector<std::size_t> const& hits,
             std::vector<Row> const& rows, Explanation& trace) {
  trace.hit_policy = name_of(table.policy);
  for (std::size_t i = 0; i < hits.size() and i < rows.size(); ++i) {
    auto const& rule = table.rules[hits[i]];
    RuleHit hit{.number = hits[i] + 1, .id = rule.id};
    for (std::size_t c = 0; c < inputs.size(); ++c)
      if (rule.conditions[c].text != "-")
        hit.conditions.push_back({.label = table.inputs[c].label, .value = inputs[c], .test = rule.conditions[c].text});
    for (std::size_t o = 0; o < table.outputs.size(); ++o) hit.outputs.emplace_back(table.outputs[o].label, rows[i][o]);
    for (auto const& annotation : rule.annotations)
      if (not annotation.empty()) hit.annotations.push_back(annotation);
    trace.rules.push_back(std::move(hit));
  }
}

/// DMN 1.5, 10.3.2.9.4: the column asks for one value or for a list. What does not fit is left to the tests.
void convert(Value& value, Type const& type) {
  if (auto fitted = feel::coerce(value, type); not fitted.is_null()) value = std::move(fitted);
}

std::optional<Values> inputs_of(Table const& table, Values const& slots, Run& run) {
  Values inputs;
  inputs.reserve(table.inputs.size());
  for (auto const& input : table.inputs) {
    inputs.push_back(input.expression ? input.expression->evaluate(slots, run.environment) : Value{});
    if (inputs.back().is(feel::Kind::list) != input.type.is(feel::TypeKind::list)) convert(inputs.back(), input.type);
    if (input.allowed and not inputs.back().is_null() and
        not input.allowed->test(inputs.back(), slots, run.environment).is_true()) {
      note(run.environment, "`" + input.label + "` has a value that is not allowed: " + feel::print(inputs.back()));
      return std::nullopt;
    }
  }
  return inputs;
}

}  // namespace

Value evaluate(Table const& table, Values& slots, Run& run) {
  if (table.outputs.empty()) return {};
  auto inputs = inputs_of(table, slots, run);
  if (not inputs) return {};
  bool first = table.policy == HitPolicy::first;
  auto hits = matching(table, *inputs, slots, run, first);
  std::vector<Row> rows;
  rows.reserve(hits.size());
  for (auto hit : hits) rows.push_back(results(table, hit, slots, run));
  if (run.trace != nullptr) explain(table, *inputs, hits, rows, *run.trace);
  if (rows.empty()) return otherwise(table, slots, run);
  return by_policy(table, std::move(rows), run);
}

}  // namespace kreislauf::dmn::internal

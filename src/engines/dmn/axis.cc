#include <algorithm>

#include "engines/dmn/check.h"

namespace kreislauf::dmn::internal {
namespace {

using feel::Kind;

bool less(Value const& a, Value const& b) {
  if (a.is(Kind::boolean) and b.is(Kind::boolean)) return a.boolean() < b.boolean();
  auto order = feel::compare(a, b);
  return order and *order < 0;
}

bool collect_ends(std::optional<Expression> const& tests, std::vector<Value>& ends) {
  auto set = tests ? feel::test_set(*tests) : std::nullopt;
  if (not set) return false;
  for (auto const& range : set->ranges)
    for (auto const* end : {&range.low, &range.high})
      if (not end->is_null()) ends.push_back(*end);
  return true;
}

Value shifted(Value const& value, int by) {
  if (value.is(Kind::number)) return add(value.number(), feel::Decimal{by});
  if (value.is(Kind::date)) return feel::Date::from_days(value.date().days() + by);
  if (value.is(Kind::string))
    return by > 0 ? Value{value.string() + "…"} : value.string().empty() ? Value{} : Value{""};
  if (value.is(Kind::days_duration)) return feel::DaysDuration{.seconds = value.days_duration().seconds + by * 86'400};
  if (value.is(Kind::months_duration)) return feel::MonthsDuration{value.months_duration().months + by};
  return {};
}

/// A value strictly between two; null when there is none (two days in a row).
Value between(Value const& a, Value const& b) {
  if (a.is(Kind::number)) {
    auto sum = add(a.number(), b.number());
    return sum ? Value{divide(*sum, feel::Decimal{2})} : Value{};
  }
  auto next = shifted(a, 1);
  return not next.is_null() and less(a, next) and less(next, b) ? next : Value{};
}

std::vector<Value> samples_of(std::vector<Value> ends) {
  std::sort(ends.begin(), ends.end(), less);
  ends.erase(std::unique(ends.begin(), ends.end(),
                         [](auto const& a, auto const& b) { return not less(a, b) and not less(b, a); }),
             ends.end());
  if (ends.empty()) return {};
  if (ends[0].is(Kind::boolean)) return {Value{true}, Value{false}};
  std::vector<Value> samples{shifted(ends.front(), -1)};
  for (std::size_t i = 0; i < ends.size(); ++i) {
    samples.push_back(ends[i]);
    if (i + 1 < ends.size()) samples.push_back(between(ends[i], ends[i + 1]));
  }
  samples.push_back(shifted(ends.back(), 1));
  std::erase_if(samples, [](Value const& v) { return v.is_null(); });
  return samples;
}

bool possible(TableInput const& input, Value const& value) {
  feel::Environment nowhere;
  if (input.allowed and feel::test_set(*input.allowed) and not input.allowed->test(value, {}, nowhere).is_true())
    return false;
  return feel::conforms(value, input.type);
}

}  // namespace

std::optional<Axis> axis_of(Table const& table, std::size_t input) {
  Axis axis;
  std::vector<Value> ends;
  for (auto const& rule : table.rules) axis.unsure.push_back(not collect_ends(rule.conditions[input].expression, ends));
  collect_ends(table.inputs[input].allowed, ends);
  if (auto const* allowed = table.inputs[input].type.allowed()) collect_ends(*allowed, ends);
  bool mixed = std::any_of(ends.begin(), ends.end(), [&](Value const& v) { return v.kind() != ends[0].kind(); });
  if (mixed or (not ends.empty() and (ends[0].is(Kind::time) or ends[0].is(Kind::date_time)))) return std::nullopt;
  axis.samples = samples_of(std::move(ends));
  std::erase_if(axis.samples, [&](Value const& v) { return not possible(table.inputs[input], v); });
  if (axis.samples.empty()) axis.samples.push_back({});  // nothing is asked: one piece holds all
  feel::Environment nowhere;
  for (std::size_t rule = 0; rule < table.rules.size(); ++rule) {
    std::vector<bool> accepts;
    auto const& cell = table.rules[rule].conditions[input];
    for (auto const& sample : axis.samples)
      accepts.push_back(not axis.unsure[rule] and
                        (cell.text == "-" or cell.expression->test(sample, {}, nowhere).is_true()));
    axis.accepts.push_back(std::move(accepts));
  }
  return axis;
}

}  // namespace kreislauf::dmn::internal

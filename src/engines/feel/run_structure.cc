#include <algorithm>

#include "engines/feel/program.h"

namespace kreislauf::feel::internal {
namespace {

bool orderable(Value const& v) {
  return v.is_null() or (v.kind() >= Kind::number and v.kind() <= Kind::months_duration);
}

Value date_property(Date date, std::string const& name) {
  if (name == "year") return static_cast<int>(date.year);
  if (name == "month") return static_cast<int>(date.month);
  if (name == "day") return static_cast<int>(date.day);
  if (name == "weekday") return date.weekday();
  return {};
}

Value time_property(Time const& time, std::int64_t local_second, std::string const& name) {
  if (name == "hour") return time.second_of_day / 3600;
  if (name == "minute") return time.second_of_day / 60 % 60;
  if (name == "second") return time.second_of_day % 60;
  if (name == "timezone") return time.zone.is_named() ? Value{time.zone.name()} : Value{};
  if (name == "time offset") {
    auto offset = time.zone.offset_at(local_second);
    return offset ? Value{DaysDuration{.seconds = *offset}} : Value{};
  }
  return {};
}

Value days_property(DaysDuration duration, std::string const& name) {
  if (name == "days") return duration.seconds / 86'400;
  if (name == "hours") return duration.seconds / 3'600 % 24;
  if (name == "minutes") return duration.seconds / 60 % 60;
  if (name == "seconds") return duration.seconds % 60;
  return {};
}

Value range_property(Range const& range, std::string const& name) {
  bool different = range.form == Range::Form::different;
  if (name == "start") return different ? Value{} : range.low;
  if (name == "end") return different ? Value{} : range.high;
  if (name == "start included") return not different and range.low_included;
  if (name == "end included") return not different and range.high_included;
  return {};
}

}  // namespace

Value member_of(Value const& value, std::string const& name, Frame& frame) {
  switch (value.kind()) {
    case Kind::context: {
      auto const* found = value.find(name);
      return found ? *found : Value{};
    }
    case Kind::list: {
      frame.budget.take_steps(value.list().size());
      Values members;
      members.reserve(value.list().size());
      for (auto const& element : value.list()) members.push_back(member_of(element, name, frame));
      return Value::list(std::move(members));
    }
    case Kind::date:
      return date_property(value.date(), name);
    case Kind::time:
      return time_property(value.time(), value.time().second_of_day, name);
    case Kind::date_time: {
      auto own = date_property(value.date_time().date(), name);
      return own.is_null() ? time_property(value.date_time().time(), value.date_time().local_second, name) : own;
    }
    case Kind::days_duration:
      return days_property(value.days_duration(), name);
    case Kind::months_duration:
      if (name == "years") return value.months_duration().months / 12;
      if (name == "months") return value.months_duration().months % 12;
      return {};
    case Kind::range:
      return range_property(value.range(), name);
    default:
      return {};
  }
}

Value run_range(Node const& node, Frame& frame) {
  Range range{.low = run(*node.children[0], frame),
              .high = run(*node.children[1], frame),
              .low_included = node.low_included,
              .high_included = node.high_included};
  if (not orderable(range.low) or not orderable(range.high)) return {};
  if (range.low.is_null() and range.high.is_null()) return {};
  if (not range.low.is_null() and not range.high.is_null()) {
    auto order = compare(range.low, range.high);
    if (not order) return {};
    if (node.op == Op::range and *order > 0) return {};
  }
  if (range.low.is_null()) range.low_included = false;
  if (range.high.is_null()) range.high_included = false;
  return range;
}

Value run_comparison_range(Node const& node, Frame& frame) {
  auto end = run(*node.children[0], frame);
  Range range{.low_included = false, .high_included = false, .form = Range::Form::comparison};
  switch (node.comparison) {
    case Op::less_equal:
      range.high_included = true;
      [[fallthrough]];
    case Op::less:
      range.high = end;
      break;
    case Op::greater_equal:
      range.low_included = true;
      [[fallthrough]];
    case Op::greater:
      range.low = end;
      break;
    case Op::equal:
      range = {.low = end, .high = end, .form = Range::Form::comparison};
      break;
    default:
      range = {.low = end, .high = end, .form = Range::Form::different};
      break;
  }
  return range;
}

Value run_list(Node const& node, Frame& frame) {
  Values values;
  values.reserve(node.children.size());
  frame.budget.take_bytes(node.children.size() * sizeof(Value));
  for (auto const& child : node.children) values.push_back(run(*child, frame));
  return Value::list(std::move(values));
}

Value run_context(Node const& node, Frame& frame) {
  if (node.uses_partial) return {};  // an entry stands twice
  Entries entries;
  entries.reserve(node.children.size());
  for (std::size_t i = 0; i < node.children.size(); ++i) {
    frame.budget.take_bytes(sizeof(Entries::value_type) + node.names[i].size());
    auto& slot = frame.locals[node.slots[i]];
    slot = run(*node.children[i], frame);
    entries.emplace_back(node.names[i], slot);
  }
  return Value::context(std::move(entries));
}

Value const& peek_path(Node const& node, Frame& frame, Value& scratch) {
  auto const& base = peek(*node.children[0], frame, scratch);
  if (not base.is(Kind::context)) return scratch = member_of(base, node.text, frame);
  auto const* found = base.find(node.text);
  if (found == nullptr) return scratch = Value{};
  if (&base == &scratch) return scratch = *found;
  return *found;
}

Value const& peek_item_member(Node const& node, Frame& frame, Value& scratch) {
  auto const& item = frame.locals[node.slot];
  if (item.is(Kind::context)) {
    if (auto const* found = item.find(node.text)) return *found;
  } else if (not item.is_null() and not item.is(Kind::list)) {
    scratch = member_of(item, node.text, frame);
    if (not scratch.is_null()) return scratch;
  }
  if (node.children.empty()) return scratch = Value{};
  return peek(*node.children[0], frame, scratch);
}

Value run_peeked(Node const& node, Frame& frame) {
  Value kept;
  auto const& value = peek(node, frame, kept);
  if (&value == &kept) return kept;
  return value;
}

namespace {

constexpr std::size_t few = 16;  // worth making room for at once

Value at_index(std::span<Value const> values, Value const& index) {
  auto position = index.number().to_integer();
  if (not position or *position == 0) return {};
  auto size = static_cast<std::int64_t>(values.size());
  auto at = *position > 0 ? *position - 1 : size + *position;
  return at >= 0 and at < size ? values[static_cast<std::size_t>(at)] : Value{};
}

}  // namespace

Value run_filter(Node const& node, Frame& frame) {
  Value own;
  auto const& base = peek(*node.children[0], frame, own);
  auto const& condition = *node.children[1];
  bool by_number = condition.type.is(TypeKind::number);
  // Anything but a list counts as a list of itself.
  auto values = base.is(Kind::list) ? std::span{base.list()} : std::span{&base, by_number and base.is_null() ? 0u : 1u};
  if (by_number and values.empty()) return {};
  if (condition.op == Op::constant and by_number) return at_index(values, condition.constant);
  // Whether nothing is looked for by its number or by a condition, the types may not tell.
  if (values.empty() and condition.type.is(TypeKind::any)) {
    frame.locals[node.slot] = {};
    if (run(condition, frame).is(Kind::number)) return {};
  }
  Values kept;
  for (std::size_t i = 0; i < values.size(); ++i) {
    frame.budget.take_steps(condition.weight);
    frame.locals[node.slot] = values[i];
    auto verdict = run(condition, frame);
    if (i == 0 and verdict.is(Kind::number)) return at_index(values, verdict);
    if (not verdict.is(Kind::boolean) and not verdict.is_null()) return {};
    if (not verdict.is_true()) continue;
    if (kept.empty()) kept.reserve(std::min(values.size() - i, few));
    kept.push_back(values[i]);
  }
  frame.budget.take_bytes(kept.size() * sizeof(Value));
  return Value::list(std::move(kept));
}

}  // namespace kreislauf::feel::internal

#include "engines/feel/program.h"

namespace kreislauf::feel::internal {
namespace {

std::optional<Decimal> calculate(Op op, Decimal const& a, Decimal const& b) {
  switch (op) {
    case Op::add:
      return add(a, b);
    case Op::subtract:
      return subtract(a, b);
    case Op::multiply:
      return multiply(a, b);
    case Op::divide:
      return divide(a, b);
    default:
      return power(a, b);
  }
}

Value concatenate(Value const& a, Value const& b, Frame& frame) {
  frame.budget.take_bytes(a.string().size() + b.string().size());
  return a.string() + b.string();
}

DateTime midnight(Date date) { return DateTime::of(date, Time{.zone = Zone::offset(0).value_or(Zone{})}); }

std::optional<MonthsDuration> shifted(MonthsDuration a, MonthsDuration b, bool minus) {
  std::int64_t months = 0;
  if (minus ? __builtin_sub_overflow(a.months, b.months, &months) : __builtin_add_overflow(a.months, b.months, &months))
    return std::nullopt;
  return MonthsDuration{months};
}

Value add_duration(Value const& moment, Value const& duration, bool minus) {
  if (duration.is(Kind::months_duration)) {
    auto months = duration.months_duration().months;
    if (months == INT64_MIN) return {};
    if (minus) months = -months;
    if (moment.is(Kind::date)) return add_months(moment.date(), months);
    if (moment.is(Kind::date_time)) return add_months(moment.date_time(), months);
    return {};
  }
  auto days = duration.days_duration();
  if (minus and days.seconds == INT64_MIN) return {};
  if (moment.is(Kind::time)) return add(moment.time(), days, minus);
  if (moment.is(Kind::date_time)) return add(moment.date_time(), days, minus);
  if (moment.is(Kind::date)) {
    auto sum = add(midnight(moment.date()), days, minus);
    return sum ? Value{sum->date()} : Value{};
  }
  return {};
}

Value subtract_moments(Value const& a, Value const& b) {
  // A date counts as midnight in UTC, so it cannot be set against a moment without zone.
  auto as_moment = [](Value const& v) { return v.is(Kind::date_time) ? v.date_time() : midnight(v.date()); };
  return difference(as_moment(a), as_moment(b));
}

bool is_duration(Value const& v) { return v.is(Kind::days_duration) or v.is(Kind::months_duration); }
bool is_moment(Value const& v) { return v.is(Kind::date) or v.is(Kind::date_time); }

Value add_or_subtract(Value const& a, Value const& b, bool minus, Frame& frame) {
  if (a.is(Kind::string) and b.is(Kind::string)) return minus ? Value{} : concatenate(a, b, frame);
  if (a.is(Kind::days_duration) and b.is(Kind::days_duration)) return add(a.days_duration(), b.days_duration(), minus);
  if (a.is(Kind::months_duration) and b.is(Kind::months_duration))
    return shifted(a.months_duration(), b.months_duration(), minus);
  if (is_duration(b)) return add_duration(a, b, minus);
  if (is_duration(a) and not minus) return add_duration(b, a, false);
  if (minus and is_moment(a) and is_moment(b)) return subtract_moments(a, b);
  if (minus and a.is(Kind::time) and b.is(Kind::time)) return difference(a.time(), b.time());
  return {};
}

Value scale_duration(Value const& duration, Decimal const& factor, Op op) {
  if (duration.is(Kind::days_duration)) {
    auto seconds = calculate(op, duration.days_duration().total_seconds(), factor);
    return seconds ? Value{DaysDuration::from_seconds(*seconds)} : Value{};
  }
  auto months = calculate(op, Decimal{duration.months_duration().months}, factor);
  auto whole = months ? round(*months, 0, Rounding::down) : std::nullopt;
  auto count = whole ? whole->to_integer() : std::nullopt;
  return count ? Value{MonthsDuration{*count}} : Value{};
}

Value multiply_or_divide(Value const& a, Value const& b, Op op) {
  if (is_duration(a) and b.is(Kind::number)) return scale_duration(a, b.number(), op);
  if (op == Op::multiply and a.is(Kind::number) and is_duration(b)) return scale_duration(b, a.number(), op);
  if (op == Op::divide and a.is(Kind::days_duration) and b.is(Kind::days_duration))
    return divide(a.days_duration().total_seconds(), b.days_duration().total_seconds());
  if (op == Op::divide and a.is(Kind::months_duration) and b.is(Kind::months_duration))
    return divide(Decimal{a.months_duration().months}, Decimal{b.months_duration().months});
  return {};
}

char const* verb(Op op) {
  return op == Op::add        ? "adding "
         : op == Op::subtract ? "subtracting "
         : op == Op::multiply ? "multiplying "
         : op == Op::divide   ? "dividing "
                              : "raising ";
}

Value apply(Op op, Value const& a, Value const& b, Frame& frame) {
  if (op == Op::add or op == Op::subtract) return add_or_subtract(a, b, op == Op::subtract, frame);
  if (op == Op::multiply or op == Op::divide) return multiply_or_divide(a, b, op);
  return {};
}

}  // namespace

Value run_arithmetic(Node const& node, Frame& frame) {
  if (node.op == Op::power) frame.budget.take_steps(1'000);  // may need a logarithm
  Value kept_a, kept_b;
  auto const& a = peek(*node.children[0], frame, kept_a);
  auto const& b = peek(*node.children[1], frame, kept_b);
  auto result = a.is(Kind::number) and b.is(Kind::number) ? Value{calculate(node.op, a.number(), b.number())}
                                                          : apply(node.op, a, b, frame);
  if (result.is_null() and frame.environment.notes != nullptr)
    note(frame, std::string{verb(node.op)} + std::string{name_of(a.kind())} + " and " + std::string{name_of(b.kind())} +
                    " gives null");
  return result;
}

Value run_negate(Node const& node, Frame& frame) {
  Value kept;
  auto const& a = peek(*node.children[0], frame, kept);
  if (a.is(Kind::number)) return negate(a.number());
  if (a.is(Kind::days_duration)) {
    auto d = a.days_duration();
    return d.seconds == INT64_MIN ? Value{} : Value{DaysDuration{.seconds = -d.seconds, .nanos = -d.nanos}};
  }
  if (a.is(Kind::months_duration) and a.months_duration().months != INT64_MIN)
    return MonthsDuration{-a.months_duration().months};
  if (frame.environment.notes != nullptr) note(frame, std::string{name_of(a.kind())} + " cannot be negated");
  return {};
}

}  // namespace kreislauf::feel::internal

#include "engines/feel/builtins.h"

namespace kreislauf::feel::internal {
namespace {

bool large(Value const& v) {
  static Decimal const much = *Decimal::parse("1e40"), little = *Decimal::parse("1e-40");
  if (not v.is(Kind::number) or v.number().is_zero()) return false;
  auto size = absolute(v.number());
  return size > much or size < little;
}

template <std::optional<Decimal> (*F)(Decimal const&)>
Value function_of_one(Arguments const& a) {
  a.frame.budget.take_steps(500);  // computed to 60 digits
  return a[0].is(Kind::number) ? Value{F(a[0].number())} : Value{};
}

template <Rounding mode>
Value rounded(Arguments const& a) {
  if (not a[0].is(Kind::number)) return {};
  std::int64_t scale = 0;
  if (a.size() == 2) {
    auto digits = a[1].is(Kind::number) ? round(a[1].number(), 0, Rounding::down) : std::nullopt;
    auto given = digits ? digits->to_integer() : std::nullopt;
    if (not given or *given < -10'000 or *given > 10'000) return {};
    scale = *given;
  }
  return round(a[0].number(), static_cast<int>(scale), mode);
}

Value absolute_value(Arguments const& a) {
  if (a[0].is(Kind::number)) return absolute(a[0].number());
  if (a[0].is(Kind::days_duration)) {
    auto d = a[0].days_duration();
    bool negative = d.seconds < 0 or d.nanos < 0;
    return negative and d.seconds != INT64_MIN ? Value{DaysDuration{.seconds = -d.seconds, .nanos = -d.nanos}} : a[0];
  }
  if (a[0].is(Kind::months_duration)) {
    auto m = a[0].months_duration().months;
    return m < 0 and m != INT64_MIN ? Value{MonthsDuration{-m}} : a[0];
  }
  return {};
}

Value modulo_of(Arguments const& a) {
  a.frame.budget.take_steps(large(a[0]) or large(a[1]) ? 4'000 : 1);  // works digit by digit
  return a[0].is(Kind::number) and a[1].is(Kind::number) ? Value{modulo(a[0].number(), a[1].number())} : Value{};
}

template <bool odd>
Value parity(Arguments const& a) {
  if (not a[0].is(Kind::number) or not a[0].number().is_integer()) return {};
  auto rest = modulo(a[0].number(), Decimal{2});
  return rest ? Value{rest->is_zero() != odd} : Value{};
}

Value negation(Arguments const& a) { return a[0].is(Kind::boolean) ? Value{not a[0].boolean()} : Value{}; }

/// The same value and the same kind of value: `is(@"12:00:00Z", @"13:00:00+01:00")` is false.
Value is_same(Arguments const& a) { return same(a[0], a[1]); }

}  // namespace

std::vector<BuiltinEntry> number_builtins() {
  constexpr auto n = TypeKind::number;
  return {
      {"decimal", {{"n", "scale"}, 2, false, rounded<Rounding::half_even>, n}},
      {"floor", {{"n", "scale"}, 1, false, rounded<Rounding::floor>, n}},
      {"ceiling", {{"n", "scale"}, 1, false, rounded<Rounding::ceiling>, n}},
      {"round up", {{"n", "scale"}, 2, false, rounded<Rounding::up>, n}},
      {"round down", {{"n", "scale"}, 2, false, rounded<Rounding::down>, n}},
      {"round half up", {{"n", "scale"}, 2, false, rounded<Rounding::half_up>, n}},
      {"round half down", {{"n", "scale"}, 2, false, rounded<Rounding::half_down>, n}},
      {"abs", {{"n"}, 1, false, absolute_value, TypeKind::any}},
      {"modulo", {{"dividend", "divisor"}, 2, false, modulo_of, n}},
      {"sqrt", {{"number"}, 1, false, function_of_one<square_root>, n}},
      {"log", {{"number"}, 1, false, function_of_one<natural_log>, n}},
      {"exp", {{"number"}, 1, false, function_of_one<exponential>, n}},
      {"odd", {{"number"}, 1, false, parity<true>, TypeKind::boolean}},
      {"even", {{"number"}, 1, false, parity<false>, TypeKind::boolean}},
      {"not", {{"negand"}, 1, false, negation, TypeKind::boolean}},
      {"is", {{"value1", "value2"}, 2, false, is_same, TypeKind::boolean}},
  };
}

}  // namespace kreislauf::feel::internal

#include <algorithm>

#include "engines/feel/builtins.h"

namespace kreislauf::feel::internal {
namespace {

std::optional<std::vector<Decimal>> numbers(Arguments const& a) {
  auto values = elements(a);
  a.frame.budget.take_steps(values.size());
  std::vector<Decimal> all;
  all.reserve(values.size());
  for (auto const& value : values) {
    if (not value.is(Kind::number)) return std::nullopt;
    all.push_back(value.number());
  }
  return all;
}

template <bool largest>
Value extreme(Arguments const& a) {
  auto values = elements(a);
  if (values.empty() or values[0].is_null()) return {};
  auto const* best = &values[0];
  if (not compare(*best, *best)) return {};
  a.frame.budget.take_steps(values.size());
  for (auto const& value : values) {
    auto order = compare(value, *best);
    if (not order) return {};
    if (largest ? *order > 0 : *order < 0) best = &value;
  }
  return *best;
}

std::optional<Decimal> total(std::span<Value const> values) {
  Decimal sum;
  for (auto const& value : values) {
    auto next = value.is(Kind::number) ? add(sum, value.number()) : std::nullopt;
    if (not next) return std::nullopt;
    sum = *next;
  }
  return values.empty() ? std::nullopt : std::optional{sum};
}

std::optional<Decimal> mean(std::span<Value const> values) {
  auto sum = total(values);
  return sum ? divide(*sum, Decimal{static_cast<std::int64_t>(values.size())}) : std::nullopt;
}

Value sum_durations(std::span<Value const> values) {
  Value sum = values[0];
  for (auto const& value : values.subspan(1)) {
    if (value.kind() != sum.kind()) return {};
    if (sum.is(Kind::months_duration)) {
      std::int64_t months = 0;
      if (__builtin_add_overflow(sum.months_duration().months, value.months_duration().months, &months)) return {};
      sum = MonthsDuration{months};
    } else {
      sum = add(sum.days_duration(), value.days_duration(), false);
      if (sum.is_null()) return {};
    }
  }
  return sum;
}

Value sum_of(Arguments const& a) {
  auto values = elements(a);
  if (not values.empty() and (values[0].is(Kind::days_duration) or values[0].is(Kind::months_duration)))
    return sum_durations(values);
  a.frame.budget.take_steps(values.size());
  return total(values);
}

Value product_of(Arguments const& a) {
  auto all = numbers(a);
  if (not all or all->empty()) return {};
  std::optional<Decimal> product = Decimal{1};
  for (auto const& number : *all)
    if (product) product = multiply(*product, number);
  return product;
}

Value mean_of(Arguments const& a) {
  auto values = elements(a);
  a.frame.budget.take_steps(values.size());
  return mean(values);
}

Value median_of(Arguments const& a) {
  auto all = numbers(a);
  if (not all or all->empty()) return {};
  std::sort(all->begin(), all->end());
  auto middle = all->size() / 2;
  if (all->size() % 2 == 1) return (*all)[middle];
  Value const both[] = {(*all)[middle - 1], (*all)[middle]};
  return mean(both);
}

Value stddev_of(Arguments const& a) {
  auto all = numbers(a);
  if (not all or all->size() < 2) return {};
  auto average = mean(elements(a));
  std::optional<Decimal> squares = Decimal{};
  for (auto const& number : *all) {
    auto off = average ? subtract(number, *average) : std::nullopt;
    auto square = off ? multiply(*off, *off) : std::nullopt;
    squares = squares and square ? add(*squares, *square) : std::nullopt;
  }
  auto variance = squares ? divide(*squares, Decimal{static_cast<std::int64_t>(all->size() - 1)}) : std::nullopt;
  return variance ? Value{square_root(*variance)} : Value{};
}

/// The most frequent numbers, in rising order.
Value mode_of(Arguments const& a) {
  auto all = numbers(a);
  if (not all) return {};
  std::sort(all->begin(), all->end());
  Values modes;
  std::size_t most = 0;
  for (std::size_t i = 0; i < all->size();) {
    auto next = i;
    while (next < all->size() and (*all)[next] == (*all)[i]) ++next;
    if (next - i > most) modes.clear();
    if (next - i >= most) {
      most = next - i;
      modes.push_back((*all)[i]);
    }
    i = next;
  }
  return Value::list(std::move(modes));
}

/// `all` looks for a false, `any` for a true; anything but a boolean makes the rest unknown.
template <bool wanted>
Value decided_by(Arguments const& a) {
  if (a.size() == 1 and a[0].is_null()) return {};
  bool unknown = false;
  for (auto const& value : elements(a)) {
    if (value.is(Kind::boolean) and value.boolean() == wanted) return wanted;
    unknown |= not value.is(Kind::boolean);
  }
  return unknown ? Value{} : Value{not wanted};
}

}  // namespace

std::vector<BuiltinEntry> statistics_builtins() {
  constexpr auto n = TypeKind::number;
  return {
      {"min", {{"list"}, 1, true, extreme<false>, TypeKind::any}},
      {"max", {{"list"}, 1, true, extreme<true>, TypeKind::any}},
      {"sum", {{"list"}, 1, true, sum_of, TypeKind::any}},
      {"product", {{"list"}, 1, true, product_of, n}},
      {"mean", {{"list"}, 1, true, mean_of, n}},
      {"median", {{"list"}, 1, true, median_of, n}},
      {"stddev", {{"list"}, 1, true, stddev_of, n}},
      {"mode", {{"list"}, 1, true, mode_of, TypeKind::list}},
      {"all", {{"list"}, 1, true, decided_by<false>, TypeKind::boolean}},
      {"any", {{"list"}, 1, true, decided_by<true>, TypeKind::boolean}},
  };
}

}  // namespace kreislauf::feel::internal

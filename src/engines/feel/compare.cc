#include <algorithm>

#include "engines/feel/program.h"

namespace kreislauf::feel {
namespace {

using internal::checked_equals;

std::partial_ordering order_of(std::int64_t a, std::uint32_t a_nanos, std::int64_t b, std::uint32_t b_nanos) {
  return a != b ? a <=> b : a_nanos <=> b_nanos;
}

std::optional<std::partial_ordering> compare_times(Time const& a, Time const& b) {
  if (a.zone.exists() != b.zone.exists()) return std::nullopt;
  return order_of(a.second_of_day - a.offset().value_or(0), a.nanos, b.second_of_day - b.offset().value_or(0), b.nanos);
}

std::optional<std::partial_ordering> compare_moments(DateTime const& a, DateTime const& b) {
  if (a.zone.exists() != b.zone.exists()) return std::nullopt;
  return order_of(a.utc_second(), a.nanos, b.utc_second(), b.nanos);
}

// Equality on the clock: to the second, as the TCK has it; a time with zone never equals one without.
bool equal_times(Time a, Time b) {
  a.nanos = b.nanos = 0;
  auto order = compare_times(a, b);
  return order and *order == 0;
}

bool equal_moments(DateTime a, DateTime b) {
  a.nanos = b.nanos = 0;
  auto order = compare_moments(a, b);
  return order and *order == 0;
}

std::optional<bool> equal_ranges(Range const& a, Range const& b, Budget& budget) {
  if (a.form != b.form or a.low_included != b.low_included or a.high_included != b.high_included) return false;
  return checked_equals(a.low, b.low, budget).value_or(false) and
         checked_equals(a.high, b.high, budget).value_or(false);
}

bool equal_lists(Values const& a, Values const& b, Budget& budget) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i)
    if (not checked_equals(a[i], b[i], budget).value_or(false)) return false;
  return true;
}

bool equal_contexts(Value const& a, Value const& b, Budget& budget) {
  if (a.entries().size() != b.entries().size()) return false;
  budget.take_steps(a.entries().size());
  for (auto const& [name, value] : a.entries()) {
    auto const* other = b.find(name);
    if (other == nullptr or not checked_equals(value, *other, budget).value_or(false)) return false;
  }
  return true;
}

bool same_clock(Value const& a, Value const& b) {
  if (a.is(Kind::time)) return a.time().zone == b.time().zone and a.time().nanos == b.time().nanos;
  if (a.is(Kind::date_time))
    return a.date_time().zone == b.date_time().zone and a.date_time().nanos == b.date_time().nanos;
  return true;
}

}  // namespace

namespace internal {

std::optional<bool> checked_equals(Value const& a, Value const& b, Budget& budget) {
  budget.take_steps(1);
  if (a.is_null() or b.is_null()) return a.is_null() and b.is_null();
  if (a.kind() != b.kind()) return std::nullopt;
  switch (a.kind()) {
    case Kind::null:
      return true;
    case Kind::boolean:
      return a.boolean() == b.boolean();
    case Kind::number:
      return a.number() == b.number();
    case Kind::string:
      return a.string() == b.string();
    case Kind::date:
      return a.date() == b.date();
    case Kind::time:
      return equal_times(a.time(), b.time());
    case Kind::date_time:
      return equal_moments(a.date_time(), b.date_time());
    case Kind::days_duration:
      return a.days_duration() == b.days_duration();
    case Kind::months_duration:
      return a.months_duration() == b.months_duration();
    case Kind::list:
      return a.same_object(b) or equal_lists(a.list(), b.list(), budget);
    case Kind::context:
      return a.same_object(b) or equal_contexts(a, b, budget);
    case Kind::range:
      return equal_ranges(a.range(), b.range(), budget);
    case Kind::function:
      return a.same_object(b) ? std::optional{true} : std::nullopt;
  }
  return std::nullopt;
}

}  // namespace internal

std::optional<bool> equals(Value const& a, Value const& b) {
  Budget budget{Limits{}};
  return checked_equals(a, b, budget);
}

bool same(Value const& a, Value const& b) {
  return a.kind() == b.kind() and equals(a, b).value_or(false) and same_clock(a, b);
}

std::optional<std::partial_ordering> compare(Value const& a, Value const& b) {
  if (a.kind() != b.kind()) return std::nullopt;
  switch (a.kind()) {
    case Kind::number:
      return a.number() <=> b.number();
    case Kind::string:
      return a.string().compare(b.string()) <=> 0;
    case Kind::date:
      return a.date() <=> b.date();
    case Kind::time:
      return compare_times(a.time(), b.time());
    case Kind::date_time:
      return compare_moments(a.date_time(), b.date_time());
    case Kind::days_duration:
      return a.days_duration() <=> b.days_duration();
    case Kind::months_duration:
      return a.months_duration() <=> b.months_duration();
    default:
      return std::nullopt;
  }
}

std::optional<bool> contains(Range const& range, Value const& value) {
  if (range.form == Range::Form::different) {
    auto equal = equals(range.low, value);
    return equal ? std::optional{not *equal} : std::nullopt;
  }
  // `(null..10]` is no way to write `<= 10`: what it holds is unknown.
  bool open = range.low.is_null() or range.high.is_null();
  if (open and (range.form == Range::Form::interval or (range.low.is_null() and range.high.is_null())))
    return std::nullopt;
  bool inside = true;
  if (not range.low.is_null()) {
    auto order = compare(value, range.low);
    if (not order) return std::nullopt;
    inside = *order > 0 or (range.low_included and *order == 0);
  }
  if (not range.high.is_null()) {
    auto order = compare(value, range.high);
    if (not order) return std::nullopt;
    inside = inside and (*order < 0 or (range.high_included and *order == 0));
  }
  return inside;
}

}  // namespace kreislauf::feel

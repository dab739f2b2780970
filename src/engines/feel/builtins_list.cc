#include <algorithm>

#include "engines/feel/builtins.h"

namespace kreislauf::feel::internal {
namespace {

Value list_of(Arguments const& a, Values values) {
  a.frame.budget.take_bytes(values.size() * sizeof(Value));
  a.frame.budget.take_steps(values.size() / 4);
  return Value::list(std::move(values));
}

Values copy_of(std::span<Value const> values) { return {values.begin(), values.end()}; }

bool equal(Value const& x, Value const& y, Arguments const& a) {
  return checked_equals(x, y, a.frame.budget).value_or(false);
}

bool holds(std::span<Value const> values, Value const& wanted, Arguments const& a) {
  return std::any_of(values.begin(), values.end(), [&](Value const& v) { return equal(v, wanted, a); });
}

Value list_contains(Arguments const& a) {
  auto list = as_list(a[0]);
  return list ? Value{holds(*list, a[1], a)} : Value{};
}

Value count(Arguments const& a) {
  auto list = as_list(a[0]);
  return list ? Value{static_cast<std::int64_t>(list->size())} : Value{};
}

/// Where a position (from 1, or from the end when negative) lies; nullopt outside.
std::optional<std::size_t> index_at(Value const& position, std::size_t size) {
  auto given = whole(lone(position));
  auto length = static_cast<std::int64_t>(size);
  if (not given or *given == 0 or *given > length or *given < -length) return std::nullopt;
  return static_cast<std::size_t>(*given > 0 ? *given - 1 : length + *given);
}

Value sublist(Arguments const& a) {
  auto list = as_list(a[0]);
  if (not list) return {};
  auto const& values = *list;
  auto first = index_at(a[1], values.size());
  if (not first) return {};
  auto rest = values.size() - *first;
  if (a.size() == 3 and not a[2].is_null()) {
    auto length = whole(lone(a[2]));
    if (not length or *length < 1 or static_cast<std::uint64_t>(*length) > rest) return {};
    rest = static_cast<std::size_t>(*length);
  }
  auto begin = values.begin() + static_cast<std::ptrdiff_t>(*first);
  return list_of(a, Values(begin, begin + static_cast<std::ptrdiff_t>(rest)));
}

Value append_items(Arguments const& a) {
  auto list = as_list(a[0]);
  Values values;
  values.reserve((list ? list->size() : 0) + a.size() - 1);
  if (list) values.assign(list->begin(), list->end());
  values.insert(values.end(), a.values.begin() + 1, a.values.end());
  return list_of(a, std::move(values));
}

Value concatenate_lists(Arguments const& a) {
  Values all;
  for (auto const& argument : a.values) {
    auto list = as_list(argument);
    if (not list) return {};
    a.frame.budget.take_bytes(list->size() * sizeof(Value));
    all.insert(all.end(), list->begin(), list->end());
  }
  return list_of(a, std::move(all));
}

Value insert_before(Arguments const& a) {
  auto list = as_list(a[0]);
  if (not list) return {};
  auto at = index_at(a[1], list->size());
  if (not at) return {};
  auto values = copy_of(*list);
  values.insert(values.begin() + static_cast<std::ptrdiff_t>(*at), a[2]);
  return list_of(a, std::move(values));
}

Value remove_at(Arguments const& a) {
  auto list = as_list(a[0]);
  if (not list) return {};
  auto at = index_at(a[1], list->size());
  if (not at) return {};
  auto values = copy_of(*list);
  values.erase(values.begin() + static_cast<std::ptrdiff_t>(*at));
  return list_of(a, std::move(values));
}

/// At a position, or wherever a function of the element and the new item says so.
Value list_replace(Arguments const& a) {
  auto list = as_list(a[0]);
  if (not list) return {};
  auto values = copy_of(*list);
  if (a[1].is(Kind::number)) {
    auto at = index_at(round(a[1].number(), 0, Rounding::down), values.size());
    if (not at) return {};
    values[*at] = a[2];
    return list_of(a, std::move(values));
  }
  if (not a[1].is(Kind::function)) return {};
  for (auto& value : values) {
    Value const arguments[] = {value, a[2]};
    auto verdict = call(a[1].function(), arguments, a.frame);
    if (not verdict.is(Kind::boolean)) return {};
    if (verdict.is_true()) value = a[2];
  }
  return list_of(a, std::move(values));
}

Value reversed(Arguments const& a) {
  auto list = as_list(a[0]);
  if (not list) return {};
  return list_of(a, Values(list->rbegin(), list->rend()));
}

Value index_of(Arguments const& a) {
  auto list = as_list(a[0]);
  if (not list) return {};
  Values places;
  std::int64_t place = 0;
  for (auto const& value : *list) {
    ++place;
    if (equal(value, a[1], a)) places.push_back(place);
  }
  return list_of(a, std::move(places));
}

Values distinct(std::span<Value const> values, Arguments const& a) {
  constexpr std::size_t few = 16;
  Values kept;
  kept.reserve(std::min(values.size(), few));
  for (auto const& value : values)
    if (not holds(kept, value, a)) kept.push_back(value);
  return kept;
}

Value distinct_values(Arguments const& a) {
  auto list = as_list(a[0]);
  return list ? list_of(a, distinct(*list, a)) : Value{};
}

Value union_of(Arguments const& a) {
  auto all = concatenate_lists(a);
  return all.is_null() ? Value{} : list_of(a, distinct(all.list(), a));
}

void flatten_into(Values& flat, Value const& value, Arguments const& a) {
  a.frame.budget.take_steps(1);
  if (not value.is(Kind::list)) {
    a.frame.budget.take_bytes(sizeof(Value));
    flat.push_back(value);
    return;
  }
  for (auto const& element : value.list()) flatten_into(flat, element, a);
}

Value flatten(Arguments const& a) {
  if (a[0].is_null()) return {};
  Values flat;
  flatten_into(flat, a[0], a);
  return list_of(a, std::move(flat));
}

/// Orders by a function that says whether its first argument comes before its second; equal ones keep their order.
Value sort_list(Arguments const& a) {
  auto list = as_list(a[0]);
  if (not list) return {};
  bool by_function = a.size() == 2 and not a[1].is_null();
  if (by_function and not a[1].is(Kind::function)) return {};
  bool comparable = true;
  auto before = [&](Value const& x, Value const& y) {
    a.frame.budget.take_steps(1);
    if (not by_function) {
      auto order = compare(x, y);
      comparable &= order.has_value();
      return order and *order < 0;
    }
    Value const arguments[] = {x, y};
    return call(a[1].function(), arguments, a.frame).is_true();
  };
  // Merge sort by hand: std::sort may run wild when a rule writer's function contradicts itself.
  auto values = copy_of(*list);
  Values merged(values.size());
  for (std::size_t width = 1; width < values.size(); width *= 2) {
    for (std::size_t low = 0; low < values.size(); low += 2 * width) {
      auto middle = std::min(low + width, values.size()), high = std::min(low + 2 * width, values.size());
      auto left = low, right = middle, out = low;
      while (left < middle and right < high)
        merged[out++] = before(values[right], values[left]) ? values[right++] : values[left++];
      while (left < middle) merged[out++] = values[left++];
      while (right < high) merged[out++] = values[right++];
    }
    std::swap(values, merged);
  }
  return comparable ? list_of(a, std::move(values)) : Value{};
}

}  // namespace

std::vector<BuiltinEntry> list_builtins() {
  constexpr auto l = TypeKind::list;
  return {
      {"list contains", {{"list", "element"}, 2, false, list_contains, TypeKind::boolean}},
      {"count", {{"list"}, 1, false, count, TypeKind::number}},
      {"sublist", {{"list", "start position", "length"}, 2, false, sublist, l}},
      {"append", {{"list", "item"}, 2, true, append_items, l}},
      {"concatenate", {{"list"}, 1, true, concatenate_lists, l}},
      {"insert before", {{"list", "position", "newItem"}, 3, false, insert_before, l}},
      {"remove", {{"list", "position"}, 2, false, remove_at, l}},
      {"list replace", {{"list", "position", "newItem"}, 3, false, list_replace, l}},
      {"list replace", {{"list", "match", "newItem"}, 3, false, list_replace, l}},
      {"reverse", {{"list"}, 1, false, reversed, l}},
      {"index of", {{"list", "match"}, 2, false, index_of, l}},
      {"union", {{"list"}, 1, true, union_of, l}},
      {"distinct values", {{"list"}, 1, false, distinct_values, l}},
      {"flatten", {{"list"}, 1, false, flatten, l}},
      {"sort", {{"list", "precedes"}, 1, false, sort_list, l}},
  };
}

}  // namespace kreislauf::feel::internal

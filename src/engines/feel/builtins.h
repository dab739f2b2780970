#pragma once

#include "engines/feel/program.h"

// The built-in functions of DMN 1.5, 10.3.4, one file for each of the standard's tables.
namespace kreislauf::feel::internal {

struct BuiltinEntry {
  std::string_view name;
  Signature signature;
};

[[nodiscard]] std::vector<BuiltinEntry> conversion_builtins();
[[nodiscard]] std::vector<BuiltinEntry> string_builtins();
[[nodiscard]] std::vector<BuiltinEntry> number_builtins();
[[nodiscard]] std::vector<BuiltinEntry> list_builtins();
[[nodiscard]] std::vector<BuiltinEntry> statistics_builtins();
[[nodiscard]] std::vector<BuiltinEntry> date_builtins();
[[nodiscard]] std::vector<BuiltinEntry> range_builtins();
[[nodiscard]] std::vector<BuiltinEntry> context_builtins();

/// A whole number, or nothing.
[[nodiscard]] inline std::optional<std::int64_t> whole(Value const& value) {
  return value.is(Kind::number) ? value.number().to_integer() : std::nullopt;
}

/// What a list argument holds: one value counts as a list of itself, null is no list.
[[nodiscard]] inline std::optional<std::span<Value const>> as_list(Value const& value) {
  if (value.is_null()) return std::nullopt;
  return value.is(Kind::list) ? std::span{value.list()} : std::span{&value, 1};
}

/// DMN 1.5, 10.3.2.9.4: a list of one element is converted to that element where a single value is wanted.
[[nodiscard]] inline Value const& lone(Value const& value) {
  return value.is(Kind::list) and value.list().size() == 1 ? value.list()[0] : value;
}

/// Arguments of `min(1, 2, 3)` and `min([1, 2, 3])` alike.
[[nodiscard]] inline std::span<Value const> elements(Arguments const& a) {
  if (a.size() == 1 and a[0].is(Kind::list)) return a[0].list();
  return a.values;
}

}  // namespace kreislauf::feel::internal

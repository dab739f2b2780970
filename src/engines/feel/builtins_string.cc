#include "base/text.h"
#include "engines/feel/builtins.h"
#include "engines/feel/unicode.h"

namespace kreislauf::feel::internal {
namespace {

bool all_strings(Arguments const& a) {
  for (auto const& value : a.values)
    if (not value.is(Kind::string)) return false;
  a.frame.budget.take_steps(a[0].string().size() / 16);
  return true;
}

Value text(Arguments const& a, std::string result) {
  a.frame.budget.take_bytes(result.size());
  return result;
}

/// From a position that counts from 1, or from the end when negative; null when it lies outside.
Value substring(Arguments const& a) {
  auto start = a[1].is(Kind::number) ? round(a[1].number(), 0, Rounding::down) : std::nullopt;
  auto const from = (start ? start->to_integer() : std::nullopt).value_or(0);
  if (not a[0].is(Kind::string) or from == 0) return {};
  auto const& string = a[0].string();
  a.frame.budget.take_steps(string.size() / 16);
  auto length = static_cast<std::int64_t>(text::code_points(string));
  auto first = from > 0 ? from - 1 : length + from;
  if (first < 0 or first >= length) return {};
  auto count = length - first;
  if (a.size() == 3 and not a[2].is_null()) {
    auto cut = a[2].is(Kind::number) ? round(a[2].number(), 0, Rounding::down) : std::nullopt;
    auto wanted = cut ? cut->to_integer() : std::nullopt;
    if (not wanted or *wanted < 1) return {};
    count = std::min(count, *wanted);
  }
  auto begin = text::byte_of(string, static_cast<std::size_t>(first));
  auto rest = std::string_view{string}.substr(begin);
  return text(a, std::string{rest.substr(0, text::byte_of(rest, static_cast<std::size_t>(count)))});
}

Value string_length(Arguments const& a) {
  if (not all_strings(a)) return {};
  return static_cast<std::int64_t>(text::code_points(a[0].string()));
}

Value upper_case(Arguments const& a) { return all_strings(a) ? text(a, unicode::upper(a[0].string())) : Value{}; }
Value lower_case(Arguments const& a) { return all_strings(a) ? text(a, unicode::lower(a[0].string())) : Value{}; }

Value substring_before(Arguments const& a) {
  if (not all_strings(a)) return {};
  auto at = a[0].string().find(a[1].string());
  return at == std::string::npos ? Value{""} : text(a, a[0].string().substr(0, at));
}

Value substring_after(Arguments const& a) {
  if (not all_strings(a)) return {};
  auto at = a[0].string().find(a[1].string());
  return at == std::string::npos ? Value{""} : text(a, a[0].string().substr(at + a[1].string().size()));
}

Value contains_text(Arguments const& a) {
  return all_strings(a) ? Value{a[0].string().find(a[1].string()) != std::string::npos} : Value{};
}
Value starts_with(Arguments const& a) {
  return all_strings(a) ? Value{a[0].string().starts_with(a[1].string())} : Value{};
}
Value ends_with(Arguments const& a) { return all_strings(a) ? Value{a[0].string().ends_with(a[1].string())} : Value{}; }

constexpr std::uint64_t search_cost = 300;     // compiling the pattern
constexpr std::uint64_t portion_cost = 3'000;  // 10,000 steps of the matcher

/// Charges a search for what it did, also when it was stopped.
class Metering {
 public:
  explicit Metering(Frame& frame) : frame_{frame} { frame.budget.take_steps(search_cost); }
  [[nodiscard]] unsigned* work() { return &work_; }
  void settle() { frame_.budget.take_steps(work_ * portion_cost); }

 private:
  Frame& frame_;
  unsigned work_ = 0;
};

std::optional<std::string> flags(Arguments const& a, std::size_t index) {
  if (a.size() <= index or a[index].is_null()) return "";
  return a[index].is(Kind::string) ? std::optional{a[index].string()} : std::nullopt;
}

bool strings(Arguments const& a, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i)
    if (not a[i].is(Kind::string)) return false;
  return true;
}

/// Null, and why.
Value without(Arguments const& a, std::string const& reason) {
  note(a.frame, reason);
  return {};
}

Value matches_pattern(Arguments const& a) {
  auto given = flags(a, 2);
  if (not given or not strings(a, 2)) return {};
  Metering metering{a.frame};
  auto found = unicode::matches(a[0].string(), {.text = a[1].string(), .flags = *given, .work = metering.work()});
  metering.settle();
  return found ? Value{*found} : without(a, found.error());
}

Value replace_pattern(Arguments const& a) {
  auto given = flags(a, 3);
  if (not given or not strings(a, 3)) return {};
  Metering metering{a.frame};
  auto replaced =
      unicode::replace(a[0].string(), {.text = a[1].string(), .flags = *given, .work = metering.work()}, a[2].string());
  metering.settle();
  return replaced ? text(a, std::move(*replaced)) : without(a, replaced.error());
}

Value split_text(Arguments const& a) {
  if (not strings(a, 2)) return {};
  Metering metering{a.frame};
  auto parts = unicode::split(a[0].string(), {.text = a[1].string(), .work = metering.work()});
  metering.settle();
  if (not parts) return without(a, parts.error());
  Values values;
  for (auto& part : *parts) values.push_back(text(a, std::move(part)));
  a.frame.budget.take_bytes(values.size() * 100);
  a.frame.budget.take_steps(values.size());
  return Value::list(std::move(values));
}

/// null elements are left out; anything else that is no text makes the whole null.
Value string_join(Arguments const& a) {
  auto list = as_list(a[0]);
  if (not list) return {};
  std::string_view delimiter;
  std::string joined;
  if (a.size() > 1 and not a[1].is_null()) {
    auto const& between = lone(a[1]);
    if (not between.is(Kind::string)) return {};
    delimiter = between.string();
  }
  bool first = true;
  for (auto const& element : *list) {
    if (element.is_null()) continue;
    if (not element.is(Kind::string)) return {};
    a.frame.budget.take_bytes(element.string().size() + delimiter.size());
    if (not first) joined += delimiter;
    joined += element.string();
    first = false;
  }
  return joined;
}

}  // namespace

std::vector<BuiltinEntry> string_builtins() {
  constexpr auto s = TypeKind::string;
  constexpr auto b = TypeKind::boolean;
  return {
      {"substring", {{"string", "start position", "length"}, 2, false, substring, s}},
      {"string length", {{"string"}, 1, false, string_length, TypeKind::number}},
      {"upper case", {{"string"}, 1, false, upper_case, s}},
      {"lower case", {{"string"}, 1, false, lower_case, s}},
      {"substring before", {{"string", "match"}, 2, false, substring_before, s}},
      {"substring after", {{"string", "match"}, 2, false, substring_after, s}},
      {"contains", {{"string", "match"}, 2, false, contains_text, b}},
      {"starts with", {{"string", "match"}, 2, false, starts_with, b}},
      {"ends with", {{"string", "match"}, 2, false, ends_with, b}},
      {"matches", {{"input", "pattern", "flags"}, 2, false, matches_pattern, b}},
      {"replace", {{"input", "pattern", "replacement", "flags"}, 3, false, replace_pattern, s}},
      {"split", {{"string", "delimiter"}, 2, false, split_text, Type::list(s).kind()}},
      {"string join", {{"list", "delimiter"}, 1, false, string_join, s}},
  };
}

}  // namespace kreislauf::feel::internal

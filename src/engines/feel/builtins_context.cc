#include <algorithm>

#include "engines/feel/builtins.h"

namespace kreislauf::feel::internal {
namespace {

Value get_value(Arguments const& a) {
  auto const& context = lone(a[0]);
  if (not context.is(Kind::context)) return {};
  if (a[1].is(Kind::string)) {
    auto const* found = context.find(a[1].string());
    return found ? *found : Value{};
  }
  if (not a[1].is(Kind::list) or a[1].list().empty()) return {};
  Value at = context;
  for (auto const& key : a[1].list()) {
    auto const* found = key.is(Kind::string) ? at.find(key.string()) : nullptr;
    if (found == nullptr) return {};
    at = Value{*found};
  }
  return at;
}

Value get_entries(Arguments const& a) {
  auto const& context = lone(a[0]);
  if (not context.is(Kind::context)) return {};
  a.frame.budget.take_bytes(context.entries().size() * 200);
  Values entries;
  for (auto const& [name, value] : context.entries())
    entries.push_back(Value::context({{"key", name}, {"value", value}}));
  return Value::list(std::move(entries));
}

Value with_entry(Value const& context, std::string const& key, Value value, Frame& frame) {
  frame.budget.take_bytes((context.entries().size() + 1) * sizeof(Entries::value_type));
  frame.budget.take_steps(context.entries().size());
  auto entries = context.entries();
  auto found = std::find_if(entries.begin(), entries.end(), [&](auto const& entry) { return entry.first == key; });
  if (found != entries.end())
    found->second = std::move(value);
  else
    entries.emplace_back(key, std::move(value));
  return Value::context(std::move(entries));
}

Value put_at(Value const& context, std::span<Value const> keys, Value const& value, Frame& frame) {
  if (not context.is(Kind::context) or keys.empty() or not keys[0].is(Kind::string)) return {};
  if (keys.size() == 1) return with_entry(context, keys[0].string(), value, frame);
  auto const* inner = context.find(keys[0].string());
  if (inner == nullptr) return {};
  auto changed = put_at(*inner, keys.subspan(1), value, frame);
  return changed.is_null() ? Value{} : with_entry(context, keys[0].string(), std::move(changed), frame);
}

Value context_put_key(Arguments const& a) { return put_at(lone(a[0]), std::span{&lone(a[1]), 1}, a[2], a.frame); }

Value context_put(Arguments const& a) {
  if (a[1].is(Kind::string)) return context_put_key(a);
  if (not a[1].is(Kind::list) or a[1].list().size() > 200) return {};
  return put_at(lone(a[0]), a[1].list(), a[2], a.frame);
}

Value context_merge(Arguments const& a) {
  auto list = as_list(a[0]);
  if (not list) return {};
  Value merged = Value::context({});
  for (auto const& context : *list) {
    if (not context.is(Kind::context)) return {};
    for (auto const& [name, value] : context.entries()) merged = with_entry(merged, name, value, a.frame);
  }
  return merged;
}

/// From entries `{key: …, value: …}`; null when one is missing, has no text as key, or a key comes twice.
Value context_of(Arguments const& a) {
  auto list = as_list(a[0]);
  if (not list) return {};
  Value made = Value::context({});
  for (auto const& entry : *list) {
    auto const* key = entry.find("key");
    auto const* value = entry.find("value");
    if (key == nullptr or value == nullptr or not key->is(Kind::string) or made.find(key->string()) != nullptr)
      return {};
    made = with_entry(made, key->string(), *value, a.frame);
  }
  return made;
}

}  // namespace

std::vector<BuiltinEntry> context_builtins() {
  constexpr auto c = TypeKind::context;
  return {
      {"get value", {{"m", "key"}, 2, false, get_value, TypeKind::any}},
      {"get value", {{"context", "keys"}, 2, false, get_value, TypeKind::any}},
      {"get value", {{"m", "keys"}, 2, false, get_value, TypeKind::any}},
      {"get entries", {{"m"}, 1, false, get_entries, TypeKind::list}},
      {"context put", {{"context", "keys", "value"}, 3, false, context_put, c}},  // without names: one key or several
      {"context put", {{"context", "key", "value"}, 3, false, context_put_key, c}},
      {"context merge", {{"contexts"}, 1, false, context_merge, c}},
      {"context", {{"entries"}, 1, false, context_of, c}},
  };
}

}  // namespace kreislauf::feel::internal

#include "engines/feel/value.h"

#include <algorithm>

#include "engines/feel/feel.h"

namespace kreislauf::feel {
namespace {

constexpr std::uint32_t deepest = 250;

struct NativeFunction : Function {
  std::function<Value(std::span<Value const>, Environment const&)> body;
  [[nodiscard]] Value call(std::span<Value const> arguments, Environment const& environment) const override {
    return body(arguments, environment);
  }
};

std::uint32_t checked(std::uint32_t depth) {
  if (depth >= deepest) throw LimitExceeded{"lists and contexts are nested too deeply"};
  return depth;
}

}  // namespace

std::string_view name_of(Kind kind) {
  constexpr std::string_view names[] = {"null",
                                        "boolean",
                                        "number",
                                        "string",
                                        "date",
                                        "time",
                                        "date and time",
                                        "days and time duration",
                                        "years and months duration",
                                        "list",
                                        "context",
                                        "range",
                                        "function"};
  return names[static_cast<std::size_t>(kind)];
}

Value::Value(std::string text) : Value{} {
  object_ = new internal::Text{std::move(text)};
  kind_ = Kind::string;
}

Value::Value(Range range) : Value{} {
  auto depth = checked(std::max(range.low.depth(), range.high.depth()));
  object_ = new internal::RangeObject{std::move(range)};
  object_->depth = depth + 1;
  kind_ = Kind::range;
}

Value Value::list(Values values) {
  std::uint32_t depth = 0;
  for (auto const& value : values) depth = std::max(depth, value.depth());
  checked(depth);
  Value made;
  made.object_ = new internal::ListObject{std::move(values)};
  made.object_->depth = depth + 1;
  made.kind_ = Kind::list;
  return made;
}

Value Value::context(Entries entries) {
  std::uint32_t depth = 0;
  for (auto const& [name, value] : entries) depth = std::max(depth, value.depth());
  checked(depth);
  Value made;
  made.object_ = new internal::ContextObject{std::move(entries)};
  made.object_->depth = depth + 1;
  made.kind_ = Kind::context;
  return made;
}

Value Value::function(std::unique_ptr<Function> function) {
  Value made;
  made.object_ = function.release();
  made.kind_ = Kind::function;
  return made;
}

Function const& Value::function() const { return *static_cast<Function const*>(object_); }

Value const* Value::find(std::string_view name) const {
  if (kind_ != Kind::context) return nullptr;
  auto const& all = entries();
  for (auto entry = all.rbegin(); entry != all.rend(); ++entry)
    if (entry->first == name) return &entry->second;
  return nullptr;
}

std::optional<Values> Function::arranged(std::span<std::string const> names, Values given) const {
  if (names.size() != parameters.size()) return std::nullopt;
  Values ordered(parameters.size());
  std::vector<bool> taken(parameters.size());
  for (std::size_t i = 0; i < names.size(); ++i) {
    auto const found = std::find(parameters.begin(), parameters.end(), names[i]);
    auto const at = static_cast<std::size_t>(found - parameters.begin());
    if (found == parameters.end() or taken[at]) return std::nullopt;
    taken[at] = true;
    ordered[at] = std::move(given[i]);
  }
  return ordered;
}

std::unique_ptr<Function> native(std::vector<std::string> parameters,
                                 std::function<Value(std::span<Value const>, Environment const&)> body) {
  auto made = std::make_unique<NativeFunction>();
  made->parameters = std::move(parameters);
  made->body = std::move(body);
  return made;
}

}  // namespace kreislauf::feel

#include <algorithm>
#include <array>
#include <span>

#include "engines/bpmn/expressions.h"
#include "engines/feel/feel.h"

namespace kreislauf::bpmn {

namespace {

std::string_view trimmed(std::string_view text) {
  auto const first = text.find_first_not_of(" \t\r\n");
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

/// Names may contain spaces, and an expression may write more of them; the first word tells whether it can
/// occur.
std::string_view first_word(std::string_view name) { return name.substr(0, name.find(' ')); }

/// "unknown name `x`" -> x; empty for any other complaint.
std::string_view unknown_name(std::string_view message) {
  constexpr std::string_view start = "unknown name `";
  if (message.substr(0, start.size()) != start) return {};
  message.remove_prefix(start.size());
  return message.substr(0, message.find('`'));
}

/// `geprueft AND bezahlt` is no variable of that name but a condition in another language.
bool holds_foreign_word(std::string_view name) {
  for (std::string_view const word : {" AND ", " OR "})
    if (name.find(word) != name.npos) return true;
  return name.starts_with("NOT ");
}

std::string complaint(feel::Diagnostic const& diagnostic, std::string_view source) {
  auto text = diagnostic.sentence();
  if (holds_foreign_word(unknown_name(diagnostic.message))) text += "; FEEL writes `and`, `or`, `not(...)`";
  if (source.substr(0, 2) == "${") text += "; conditions are written in FEEL, without ${ }";
  return text;
}

class FeelExpressions final : public Expressions {
 public:
  FeelExpressions() : zone_(feel::Zone::named("Europe/Berlin").value_or(feel::Zone{})) {}

  /// Process variables need no declaration, so a name that FEEL does not know becomes one. The expression is
  /// compiled a last time against just the names that it reads: their values are all that an evaluation has
  /// to fetch.
  Result<ExpressionId> compile(std::string_view given, std::vector<std::string> const& known) override {
    auto source = trimmed(given);
    if (source.size() > longest)
      return failure("an expression of more than " + std::to_string(longest) + " characters");
    if (entries_.size() >= most_expressions)
      return failure("the file has more than " + std::to_string(most_expressions) + " expressions");
    feel::Names names;
    for (auto const& name : known)
      if (source.find(first_word(name)) != source.npos) names.add(name);
    auto compiled = feel::compile(source, names);
    for (int tries = 0; not compiled and tries < most_names; ++tries) {
      auto const name = unknown_name(compiled.error().message);
      if (name.empty() or names.find(name) or holds_foreign_word(name)) break;
      names.add(name);
      compiled = feel::compile(source, names);
    }
    if (not compiled) return failure(complaint(compiled.error(), source));
    Entry entry{std::move(*compiled), {}, std::string(source)};
    feel::Names needed;
    for (auto const slot : entry.expression.used_slots()) needed.add(names.name(slot));
    if (auto again = feel::compile(source, needed)) {
      entry.expression = std::move(*again);
      entry.names = needed.all();
    } else {
      entry.names = names.all();
    }
    entries_.push_back(std::move(entry));
    return static_cast<ExpressionId>(entries_.size() - 1);
  }

  Result<Value> evaluate(ExpressionId which, Lookup const& names, Instant now, std::uint64_t cost) const override {
    auto const& entry = entries_[static_cast<std::size_t>(which)];
    constexpr std::size_t usual = 8;
    std::array<Value, usual> few;
    std::vector<Value> many;
    if (entry.names.size() > usual) many.resize(entry.names.size());
    std::span<Value> const slots =
        many.empty() ? std::span<Value>(few).first(entry.names.size()) : std::span<Value>(many);
    for (std::size_t i = 0; i < slots.size(); ++i)
      if (auto const* value = names.find(entry.names[i])) slots[i] = *value;
    feel::Environment environment;
    environment.limits = {.steps = cost, .bytes = 4u << 20, .depth = 500};
    environment.now = local(now);
    try {
      return entry.expression.evaluate(slots, environment);
    } catch (feel::LimitExceeded const& exceeded) {
      return failure(exceeded.what());
    }
  }

  std::string_view source(ExpressionId which) const override {
    return entries_[static_cast<std::size_t>(which)].source;
  }

  std::vector<std::string> names() const override {
    std::vector<std::string> all;
    for (auto const& entry : entries_)
      for (auto const& name : entry.names)
        if (std::find(all.begin(), all.end(), name) == all.end()) all.push_back(name);
    return all;
  }

  std::vector<std::string> warnings(ExpressionId which) const override {
    std::vector<std::string> all;
    for (auto const& warning : entries_[static_cast<std::size_t>(which)].expression.warnings())
      all.push_back(warning.sentence());
    return all;
  }

 private:
  static constexpr std::size_t longest = 10'000;
  static constexpr std::size_t most_expressions = 1'000;
  static constexpr int most_names = 100;

  struct Entry {
    feel::Expression expression;
    std::vector<std::string> names;
    std::string source;
  };

  feel::DateTime local(Instant now) const {
    auto const second = std::chrono::floor<std::chrono::seconds>(now);
    auto const nanos = std::chrono::nanoseconds(now - second).count();
    return feel::DateTime::at(second.time_since_epoch().count(), static_cast<std::uint32_t>(nanos), zone_);
  }

  std::vector<Entry> entries_;
  feel::Zone zone_;
};

}  // namespace

std::unique_ptr<Expressions> feel_expressions() { return std::make_unique<FeelExpressions>(); }

}  // namespace kreislauf::bpmn

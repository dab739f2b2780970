#pragma once

#include <map>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "engines/feel/value.h"

/// FEEL, the expression language of DMN 1.5 (chapter 10). An expression is compiled once against the names it may use
/// and evaluated many times; it has no clock, no disk, no memory of its own.
///
///     Names names;
///     names.add("Einkommen", TypeKind::number);
///     auto free = compile("if Einkommen < 25000 then 0 else 45", names);
///     Context context{names};
///     context.set("Einkommen", 18000);
///     free->evaluate(context, environment);       // 0
namespace kreislauf::feel {

/// What is wrong with a source, where (byte position; line and column from 1), and what may have been meant.
struct Diagnostic {
  std::size_t position = 0;
  int line = 1;
  int column = 1;
  std::string message = {};
  std::string suggestion = {};  ///< empty, or a name that is known

  [[nodiscard]] std::string sentence() const;  ///< "line 1, column 5: unknown name …, did you mean …?"
};

/// The names an expression may use, each with a slot; slots count from 0 in the order of adding.
class Names {
 public:
  /// Adding a name again keeps its slot and takes the new type.
  std::size_t add(std::string_view name, Type type = {});
  /// A type that `instance of` and parameters may name.
  void define_type(std::string_view name, Type type);

  /// Always a new slot; from now on the name means this one (an inner scope hides an outer name).
  std::size_t shadow(std::string_view name, Type type = {});

  [[nodiscard]] std::optional<std::size_t> find(std::string_view name) const;
  [[nodiscard]] Type const* find_type(std::string_view name) const;
  [[nodiscard]] std::string const& name(std::size_t slot) const { return names_[slot]; }
  [[nodiscard]] Type const& type(std::size_t slot) const { return types_[slot]; }
  [[nodiscard]] std::vector<std::string> const& all() const { return names_; }
  [[nodiscard]] std::vector<std::string> all_types() const;
  [[nodiscard]] std::size_t size() const { return names_.size(); }

 private:
  std::vector<std::string> names_;
  std::vector<Type> types_;
  std::map<std::string, std::size_t, std::less<>> slots_;
  std::map<std::string, Type, std::less<>> defined_;
};

/// The values of names, by slot. Names without a value are null.
class Context {
 public:
  explicit Context(Names const& names) : names_{&names}, values_(names.size()) {}
  /// Unknown names are ignored: answers false.
  bool set(std::string_view name, Value value);
  void set(std::size_t slot, Value value) { values_[slot] = std::move(value); }
  [[nodiscard]] Value const& get(std::size_t slot) const { return values_[slot]; }
  [[nodiscard]] std::span<Value const> values() const { return values_; }

 private:
  Names const* names_;
  std::vector<Value> values_;
};

/// How much one evaluation may cost before it ends with LimitExceeded.
struct Limits {
  std::uint64_t steps = 400'000;    ///< roughly: nodes evaluated and elements touched
  std::uint64_t bytes = 24u << 20;  ///< of text and lists built
  std::uint32_t depth = 4'000;      ///< nested evaluations, functions calling themselves included
};

/// Thrown out of an evaluation that costs too much.
struct LimitExceeded : std::runtime_error {
  using std::runtime_error::runtime_error;
};

struct Budget;  // what is left of the limits during one evaluation

/// The outside world of an evaluation, injected.
struct Environment {
  DateTime now = {};  ///< what `now()` and `today()` answer
  Limits limits = {};
  std::vector<std::string>* notes = nullptr;  ///< if given, receives why something became null
  Budget* budget = nullptr;                   ///< set by the engines when one evaluation calls another
};

/// An environment in which several evaluations share one set of limits.
class Metered {
 public:
  explicit Metered(Environment const& environment);
  ~Metered();
  Metered(Metered const&) = delete;
  Metered& operator=(Metered const&) = delete;
  [[nodiscard]] Environment const& environment() const { return environment_; }

 private:
  std::unique_ptr<Budget> own_;
  Environment environment_;
};

/// Counts work done outside of expressions against the limits.
void spend(Environment const& environment, std::uint64_t steps);

/// Calls a function value; arguments are converted to the declared types, null when they do not fit.
[[nodiscard]] Value call(Value const& function, std::span<Value const> arguments, Environment const& environment);

namespace internal {
struct Program;
}

/// A compiled expression or compiled unary tests; immutable, shared freely between threads.
class Expression {
 public:
  /// Throws LimitExceeded; everything else that goes wrong in FEEL is null.
  [[nodiscard]] Value evaluate(Context const& context, Environment const& environment) const {
    return evaluate(context.values(), environment);
  }
  [[nodiscard]] Value evaluate(std::span<Value const> slots, Environment const& environment) const;
  /// Unary tests: does `input` pass? null when it cannot be said.
  [[nodiscard]] Value test(Value const& input, std::span<Value const> slots, Environment const& environment) const;

  [[nodiscard]] Type const& type() const;                         ///< as far as it is known before evaluation
  [[nodiscard]] std::vector<Diagnostic> const& warnings() const;  ///< what will be null: `"a" - 1`
  [[nodiscard]] std::string const& source() const;
  [[nodiscard]] std::vector<std::size_t> const& used_slots() const;  ///< which names it reads
  [[nodiscard]] bool is_unary_tests() const;
  [[nodiscard]] internal::Program const& program() const { return *program_; }

  explicit Expression(std::shared_ptr<internal::Program const> program) : program_{std::move(program)} {}

 private:
  std::shared_ptr<internal::Program const> program_;
};

[[nodiscard]] Result<Expression, Diagnostic> compile(std::string_view source, Names const& names);

/// Unary tests of a decision table cell (`< 10, [20..30]`, `-`, `not("a")`); `?` is the input.
[[nodiscard]] Result<Expression, Diagnostic> compile_unary_tests(std::string_view source, Names const& names,
                                                                 Type const& input = {});

/// Unary tests that depend on nothing but the input, as a set: what decision tables are indexed and checked by.
struct TestSet {
  bool anything = false;  ///< `-`
  bool negated = false;   ///< `not(…)`
  std::vector<Range> ranges =
      {};  ///< single values are ranges closed at both ends; low = high = null is the value null
};
/// nullopt when the tests read names or hold other values than comparable constants.
[[nodiscard]] std::optional<TestSet> test_set(Expression const& tests);

/// `list<tPerson>`, `function<number> -> string`: a type written in FEEL.
[[nodiscard]] Result<Type, Diagnostic> parse_type(std::string_view source, Names const& names);

/// JSON as plain text. Numbers keep all 34 digits; dates, times and durations become strings; functions become null.
[[nodiscard]] std::string to_json(Value const& value);
/// Numbers become decimals, objects contexts, strings stay strings.
[[nodiscard]] Result<Value, Diagnostic> from_json(std::string_view text);

/// A value as a constant of this type from its plain text (`xsd` style: "2026-11-21" with type date).
[[nodiscard]] Value from_text(std::string_view text, Type const& type);

}  // namespace kreislauf::feel

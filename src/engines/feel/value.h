#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "engines/feel/temporal.h"
#include "engines/feel/type.h"

namespace kreislauf::feel {

enum class Kind : std::uint8_t {
  null,
  boolean,
  number,
  string,
  date,
  time,
  date_time,
  days_duration,
  months_duration,
  list,
  context,
  range,
  function
};

/// The name of a kind in FEEL ("date and time").
[[nodiscard]] std::string_view name_of(Kind kind);

class Value;
struct Environment;

/// What strings, lists, contexts, ranges and functions keep on the heap; immutable once built, shared by count.
struct Object {
  std::atomic<std::uint32_t> uses{1};
  std::uint32_t depth = 0;  ///< how deep lists and contexts are nested inside; bounded, so that no walk overflows
  Object() = default;
  Object(Object const&) = delete;
  Object& operator=(Object const&) = delete;
  virtual ~Object() = default;
  void share() noexcept { uses.fetch_add(1, std::memory_order_relaxed); }
  /// True when nobody holds it any more. The last holder need not count down: nobody is left to take a share.
  [[nodiscard]] bool leave() noexcept {
    return uses.load(std::memory_order_acquire) == 1 or uses.fetch_sub(1, std::memory_order_acq_rel) == 1;
  }
};

struct Range;
struct Function;
using Values = std::vector<Value>;
using Entries = std::vector<std::pair<std::string, Value>>;

/// A FEEL value: 24 bytes, cheap to copy.
class Value {
 public:
  constexpr Value() noexcept : kind_{Kind::null}, object_{nullptr} {}
  Value(bool value) noexcept : kind_{Kind::boolean}, boolean_{value} {}
  Value(Decimal value) noexcept : kind_{Kind::number}, number_{value} {}
  Value(int value) : Value{Decimal{value}} {}
  Value(std::int64_t value) : Value{Decimal{value}} {}
  Value(std::string text);
  Value(std::string_view text) : Value{std::string{text}} {}
  Value(char const* text) : Value{std::string{text}} {}
  Value(Date value) noexcept : kind_{Kind::date}, date_{value} {}
  Value(Time value) noexcept : kind_{Kind::time}, time_{value} {}
  Value(DateTime value) noexcept : kind_{Kind::date_time}, date_time_{value} {}
  Value(DaysDuration value) noexcept : kind_{Kind::days_duration}, days_{value} {}
  Value(MonthsDuration value) noexcept : kind_{Kind::months_duration}, months_{value} {}
  Value(Range range);
  template <class T>
  Value(std::optional<T> const& value) : Value{} {
    if (value) *this = Value{*value};
  }
  /// Both throw LimitExceeded when nested deeper than 250.
  [[nodiscard]] static Value list(Values values);
  [[nodiscard]] static Value context(Entries entries);  ///< of two entries with one name the last one counts
  [[nodiscard]] static Value function(std::unique_ptr<Function> function);

  Value(Value const& other) noexcept { copy(other); }
  Value(Value&& other) noexcept { take(other); }
  Value& operator=(Value const& other) noexcept {
    Value kept{other};  // first: the old value may be the only holder of the new one
    release();
    take(kept);
    return *this;
  }
  Value& operator=(Value&& other) noexcept {
    if (this != &other) {
      release();
      take(other);
    }
    return *this;
  }
  ~Value() { release(); }

  [[nodiscard]] Kind kind() const { return kind_; }
  [[nodiscard]] bool is(Kind kind) const { return kind_ == kind; }
  [[nodiscard]] bool is_null() const { return kind_ == Kind::null; }
  [[nodiscard]] bool is_true() const { return kind_ == Kind::boolean and boolean_; }
  [[nodiscard]] bool is_false() const { return kind_ == Kind::boolean and not boolean_; }

  // Each of these asks for the kind to be right.
  [[nodiscard]] bool boolean() const { return boolean_; }
  [[nodiscard]] Decimal const& number() const { return number_; }
  [[nodiscard]] std::string const& string() const;
  [[nodiscard]] Date date() const { return date_; }
  [[nodiscard]] Time const& time() const { return time_; }
  [[nodiscard]] DateTime const& date_time() const { return date_time_; }
  [[nodiscard]] DaysDuration days_duration() const { return days_; }
  [[nodiscard]] MonthsDuration months_duration() const { return months_; }
  [[nodiscard]] Values const& list() const;
  [[nodiscard]] Entries const& entries() const;
  [[nodiscard]] Range const& range() const;
  [[nodiscard]] Function const& function() const;
  /// The entry of this name, nullptr when there is none.
  [[nodiscard]] Value const* find(std::string_view name) const;
  [[nodiscard]] std::uint32_t depth() const { return on_heap() and object_ ? object_->depth : 0; }
  /// Are these the same object on the heap? (Functions are equal only to themselves.)
  [[nodiscard]] bool same_object(Value const& other) const { return kind_ == other.kind_ and object_ == other.object_; }

  /// The same value without a share in what it keeps on the heap: `give_back` it before `other` changes or goes.
  void borrow(Value const& other) noexcept {
    release();
    kind_ = other.kind_;
    bits_ = other.bits_;
  }
  void give_back() noexcept { kind_ = Kind::null; }

 private:
  [[nodiscard]] bool on_heap() const { return kind_ == Kind::string or kind_ >= Kind::list; }
  void copy(Value const& other) noexcept {
    kind_ = other.kind_;
    bits_ = other.bits_;
    if (on_heap()) object_->share();
  }
  void take(Value& other) noexcept {
    kind_ = other.kind_;
    bits_ = other.bits_;
    other.kind_ = Kind::null;
  }
  void release() noexcept {
    if (on_heap() and object_->leave()) delete object_;
  }

  struct Bits {
    std::uint64_t a, b;
  };
  Kind kind_;
  union {
    Bits bits_;
    bool boolean_;
    Decimal number_;
    Date date_;
    Time time_;
    DateTime date_time_;
    DaysDuration days_;
    MonthsDuration months_;
    Object* object_;
  };
};

/// `[1..10]`, or a comparison taken as a value: `(< 10)`, `(= 10)`, `(!= 10)`. An end that is null has no bound.
struct Range {
  enum class Form : std::uint8_t { interval, comparison, different };
  Value low = {};
  Value high = {};
  bool low_included = true;
  bool high_included = true;
  Form form = Form::interval;  ///< different: everything but `low`
};

/// What values keep on the heap; others ask the value.
namespace internal {
struct Text : Object {
  explicit Text(std::string given) : text{std::move(given)} {}
  std::string text;
};
struct ListObject : Object {
  explicit ListObject(Values given) : values{std::move(given)} {}
  Values values;
};
struct ContextObject : Object {
  explicit ContextObject(Entries given) : entries{std::move(given)} {}
  Entries entries;
};
struct RangeObject : Object {
  explicit RangeObject(Range given) : range{std::move(given)} {}
  Range range;
};
}  // namespace internal

inline std::string const& Value::string() const { return static_cast<internal::Text const*>(object_)->text; }
inline Values const& Value::list() const { return static_cast<internal::ListObject const*>(object_)->values; }
inline Entries const& Value::entries() const { return static_cast<internal::ContextObject const*>(object_)->entries; }
inline Range const& Value::range() const { return static_cast<internal::RangeObject const*>(object_)->range; }

/// What can be called: a built-in, a function literal, a business knowledge model, a decision service.
struct Function : Object {
  enum class Origin : std::uint8_t { elsewhere, literal, builtin };
  Origin origin = Origin::elsewhere;
  std::vector<std::string> parameters;
  std::vector<Type> types;  ///< of the parameters; shorter when not declared
  Type result;
  /// What it gives as far as that is known without being declared: values are not converted to it.
  [[nodiscard]] virtual Type const& gives() const { return result; }
  /// Arguments with names in the order of the parameters; nullopt when the names are not those of the parameters.
  [[nodiscard]] virtual std::optional<Values> arranged(std::span<std::string const> names, Values given) const;
  [[nodiscard]] virtual Value call(std::span<Value const> arguments, Environment const& environment) const = 0;
};

/// A function written in C++: `Value::function(native({"a", "b"}, [](auto arguments, auto&) { … }))`.
[[nodiscard]] std::unique_ptr<Function> native(std::vector<std::string> parameters,
                                               std::function<Value(std::span<Value const>, Environment const&)> body);

/// FEEL's `=`: nullopt (shown as null) for values of different kinds, false between a value and null.
[[nodiscard]] std::optional<bool> equals(Value const& a, Value const& b);
/// The same value in every respect; what tests and hit policy ANY ask for.
[[nodiscard]] bool same(Value const& a, Value const& b);
/// nullopt when the two have no order.
[[nodiscard]] std::optional<std::partial_ordering> compare(Value const& a, Value const& b);
[[nodiscard]] std::optional<bool> contains(Range const& range, Value const& value);

/// As FEEL source that reads back as the same value: `"Anna"`, `@"2026-11-21"`, `[1, 2]`, `{a: 1}`.
[[nodiscard]] std::string print(Value const& value);
/// As `string()` of FEEL shows it: text without quotation marks, dates plain.
[[nodiscard]] std::string to_text(Value const& value);

/// Does the value belong to the type? null belongs to every type.
[[nodiscard]] bool conforms(Value const& value, Type const& type);
/// DMN's implicit conversions to a type: singleton list to its element, element to singleton list, date to date and
/// time; null when the value does not conform in the end.
[[nodiscard]] Value coerce(Value const& value, Type const& type);

}  // namespace kreislauf::feel

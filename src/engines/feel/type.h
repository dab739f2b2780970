#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kreislauf::feel {

enum class TypeKind : unsigned char {
  any,
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

class Expression;

/// A FEEL type; cheap to copy. Lists and ranges have an element type, contexts members, functions parameters.
class Type {
 public:
  using Members = std::vector<std::pair<std::string, Type>>;

  Type() = default;  ///< Any
  Type(TypeKind kind) : kind_{kind} {}
  [[nodiscard]] static Type list(Type element);
  [[nodiscard]] static Type range(Type element);
  [[nodiscard]] static Type context(Members members);
  [[nodiscard]] static Type function(std::vector<Type> parameters, Type result);
  /// The same type with allowed values: unary tests that every non-null value must pass.
  [[nodiscard]] Type restricted(std::shared_ptr<Expression const> allowed) const;

  [[nodiscard]] TypeKind kind() const { return kind_; }
  [[nodiscard]] bool is(TypeKind kind) const { return kind_ == kind; }
  [[nodiscard]] Type element() const;            ///< Any when not known
  [[nodiscard]] Members const& members() const;  ///< of a context
  [[nodiscard]] Type const* member(std::string_view name) const;
  [[nodiscard]] std::vector<Type> const& parameters() const;
  [[nodiscard]] bool declares_parameters() const;  ///< `function<…>` rather than plain `function`
  [[nodiscard]] Expression const* allowed() const { return allowed_.get(); }
  [[nodiscard]] std::string print() const;

  /// Can a value of this type be used where `other` is asked for?
  [[nodiscard]] bool conforms_to(Type const& other) const;

 private:
  struct Parts;
  TypeKind kind_ = TypeKind::any;
  std::shared_ptr<Parts const> parts_;
  std::shared_ptr<Expression const> allowed_;
};

/// `number`, `date and time`, `list<string>`, also DMN's spellings `dateTime`, `dayTimeDuration`; nullopt when unknown.
[[nodiscard]] std::shared_ptr<Type const> builtin_type(std::string_view name);

}  // namespace kreislauf::feel

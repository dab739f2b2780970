#include <algorithm>

#include "engines/feel/program.h"

namespace kreislauf::feel {
namespace {

bool is_kind(Value const& value, TypeKind kind) {
  constexpr TypeKind kinds[] = {
      TypeKind::null,    TypeKind::boolean,   TypeKind::number,        TypeKind::string,          TypeKind::date,
      TypeKind::time,    TypeKind::date_time, TypeKind::days_duration, TypeKind::months_duration, TypeKind::list,
      TypeKind::context, TypeKind::range,     TypeKind::function};
  return kinds[static_cast<std::size_t>(value.kind())] == kind;
}

bool allowed(Value const& value, Type const& type) {
  if (type.allowed() == nullptr) return true;
  // Allowed values are constants; they see no names and need no clock.
  Environment nowhere;
  return type.allowed()->test(value, {}, nowhere).is_true();
}

bool function_conforms(Function const& function, Type const& type) {
  if (not type.declares_parameters()) return true;
  if (function.parameters.size() != type.parameters().size()) return false;
  for (std::size_t i = 0; i < function.types.size(); ++i)
    if (not type.parameters()[i].conforms_to(function.types[i])) return false;
  auto const& given = function.gives();
  // Of lists and contexts too little may be known before the call.
  bool const plain = given.kind() >= TypeKind::boolean and given.kind() <= TypeKind::months_duration;
  if (&given != &function.result and not plain) return true;
  return given.is(TypeKind::any) or given.conforms_to(type.element());
}

bool structure_conforms(Value const& value, Type const& type) {
  switch (type.kind()) {
    case TypeKind::list: {
      auto element = type.element();
      return std::all_of(value.list().begin(), value.list().end(),
                         [&](Value const& v) { return conforms(v, element); });
    }
    case TypeKind::range: {
      auto element = type.element();
      return conforms(value.range().low, element) and conforms(value.range().high, element);
    }
    case TypeKind::context:
      return std::all_of(type.members().begin(), type.members().end(), [&](auto const& member) {
        auto const* own = value.find(member.first);
        return own != nullptr and conforms(*own, member.second);
      });
    case TypeKind::function:
      return function_conforms(value.function(), type);
    default:
      return true;
  }
}

}  // namespace

bool conforms(Value const& value, Type const& type) {
  if (value.is_null()) return true;
  if (not type.is(TypeKind::any) and not(is_kind(value, type.kind()) and structure_conforms(value, type))) return false;
  return allowed(value, type);
}

Value coerce(Value const& value, Type const& type) {
  if (conforms(value, type)) return value;
  // DMN 1.5, 10.3.2.9.4: a list of one element, one element as a list, a date as midnight in UTC.
  if (value.is(Kind::list) and value.list().size() == 1 and conforms(value.list()[0], type)) return value.list()[0];
  if (type.is(TypeKind::list)) {
    auto wrapped = Value::list({value});
    if (conforms(wrapped, type)) return wrapped;
  }
  if (type.is(TypeKind::date_time) and value.is(Kind::date)) {
    Value midnight = DateTime::of(value.date(), Time{.zone = Zone::offset(0).value_or(Zone{})});
    if (conforms(midnight, type)) return midnight;
  }
  return {};
}

}  // namespace kreislauf::feel

#include "engines/bpmn/value.h"

#include <algorithm>

namespace kreislauf::bpmn {

Value const* find(Variables const& variables, std::string_view name) {
  for (auto const& variable : variables)
    if (variable.name == name) return &variable.value;
  return nullptr;
}

Value* find(Variables& variables, std::string_view name) {
  return const_cast<Value*>(find(std::as_const(variables), name));
}

void assign(Variables& variables, std::string_view name, Value value) {
  if (auto* known = find(variables, name))
    *known = std::move(value);
  else
    variables.push_back({std::string(name), std::move(value)});
}

Result<std::int64_t> whole_number(Value const& value) {
  if (value.is(feel::Kind::number))
    if (auto const number = value.number().to_integer()) return *number;
  return failure("a whole number is needed, but the value is " + to_json(value));
}

Variables to_variables(Value const& object) {
  Variables variables;
  if (object.is(feel::Kind::context))
    for (auto const& [name, value] : object.entries()) variables.push_back({name, value});
  return variables;
}

}  // namespace kreislauf::bpmn

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "engines/feel/value.h"

namespace kreislauf::bpmn {

/// What a process variable holds: the same values that FEEL calculates with, so nothing is converted on the
/// way.
using Value = feel::Value;

struct Variable {
  std::string name;
  Value value;
};

/// Names with values, in the order in which they were first set.
using Variables = std::vector<Variable>;

/// Null when there is no variable of that name.
Value const* find(Variables const& variables, std::string_view name);
Value* find(Variables& variables, std::string_view name);
void assign(Variables& variables, std::string_view name, Value value);

/// The whole number that a value holds; the reason in plain words when it holds none.
Result<std::int64_t> whole_number(Value const& value);

/// JSON on one line. What JSON cannot say (dates, times, durations) becomes {"@": "2025-01-31"}; ranges and
/// functions become null.
std::string to_json(Value const& value);
std::string to_json(Variables const& variables);
void append_json(std::string& out, Value const& value);
void append_json(std::string& out, Variables const& variables);
void append_json(std::string& out, std::string_view text);

/// Reads JSON; refuses more than 64 levels and names the position of what it does not understand.
Result<Value> from_json(std::string_view text);

/// The entries of a JSON object as variables; empty for anything else.
Variables to_variables(Value const& object);

}  // namespace kreislauf::bpmn

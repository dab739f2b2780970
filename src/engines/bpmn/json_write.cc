#include "engines/bpmn/value.h"

namespace kreislauf::bpmn {

using ValueKind = feel::Kind;

namespace {

void append_escaped(std::string& out, char c) {
  constexpr char const* hex = "0123456789abcdef";
  switch (c) {
    case '"':
      out += "\\\"";
      return;
    case '\\':
      out += "\\\\";
      return;
    case '\n':
      out += "\\n";
      return;
    default:
      break;
  }
  auto const byte = static_cast<unsigned char>(c);
  if (byte >= 0x20) {
    out += c;
    return;
  }
  out += "\\u00";
  out += hex[byte >> 4];
  out += hex[byte & 15];
}

}  // namespace

void append_json(std::string& out, std::string_view text) {
  out += '"';
  for (char const c : text) append_escaped(out, c);
  out += '"';
}

namespace {

void append_list(std::string& out, feel::Values const& values) {
  out += '[';
  for (auto const& value : values) {
    if (&value != values.data()) out += ',';
    append_json(out, value);
  }
  out += ']';
}

void append_entries(std::string& out, feel::Entries const& entries) {
  out += '{';
  for (auto const& [name, value] : entries) {
    if (&name != &entries.front().first) out += ',';
    append_json(out, std::string_view(name));
    out += ':';
    append_json(out, value);
  }
  out += '}';
}

}  // namespace

void append_json(std::string& out, Value const& value) {
  switch (value.kind()) {
    case ValueKind::null:
    case ValueKind::range:
    case ValueKind::function:
      out += "null";
      return;
    case ValueKind::boolean:
      out += value.is_true() ? "true" : "false";
      return;
    case ValueKind::number:
      out += value.number().print();
      return;
    case ValueKind::string:
      append_json(out, std::string_view(value.string()));
      return;
    case ValueKind::list:
      append_list(out, value.list());
      return;
    case ValueKind::context:
      append_entries(out, value.entries());
      return;
    case ValueKind::date:
    case ValueKind::time:
    case ValueKind::date_time:
    case ValueKind::days_duration:
    case ValueKind::months_duration:
      break;
  }
  out += "{\"@\":";
  append_json(out, std::string_view(feel::to_text(value)));
  out += '}';
}

void append_json(std::string& out, Variables const& variables) {
  out += '{';
  for (auto const& variable : variables) {
    if (&variable != variables.data()) out += ',';
    append_json(out, std::string_view(variable.name));
    out += ':';
    append_json(out, variable.value);
  }
  out += '}';
}

std::string to_json(Value const& value) {
  std::string out;
  append_json(out, value);
  return out;
}

std::string to_json(Variables const& variables) {
  std::string out;
  append_json(out, variables);
  return out;
}

}  // namespace kreislauf::bpmn

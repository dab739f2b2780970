#include "engines/feel/program.h"
#include "engines/feel/scanner.h"

#include "base/text.h"

namespace kreislauf::feel {
namespace {

/// Values may share parts, so their text can be far larger than they are; it is cut here.
constexpr std::size_t longest = 4u << 20;

void quote(std::string& out, std::string_view text) {
  out += '"';
  for (char c : text) {
    switch (c) {
      case '"':
        out += "\\\"";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      case '\t':
        out += "\\t";
        break;
      default:
        out += c;
    }
  }
  out += '"';
}

bool is_plain_name(std::string_view name) {
  for (std::size_t at = 0; at < name.size();) {
    bool first = at == 0;
    auto c = text::next_code_point(name, at);
    if (first ? not internal::is_name_start(c) : not internal::is_name_part(c)) return false;
  }
  return not name.empty() and not internal::is_keyword(name);
}

struct Printer {
  std::string out = {};
  bool at_literals = true;

  void temporal(std::string const& text) {
    if (at_literals)
      out += "@\"" + text + "\"";
    else
      quote(out, text);
  }

  void range(Range const& range) {
    if (range.form == Range::Form::different) {
      out += "!= ";
      return value(range.low);
    }
    out += range.low_included ? '[' : '(';
    value(range.low);
    out += "..";
    value(range.high);
    out += range.high_included ? ']' : ')';
  }

  void list(Values const& values) {
    out += '[';
    for (auto const& v : values) {
      if (&v != values.data()) out += ", ";
      value(v);
      if (out.size() > longest) return;
    }
    out += ']';
  }

  void context(Entries const& entries) {
    out += '{';
    for (auto const& [name, v] : entries) {
      if (&v != &entries.front().second) out += ", ";
      if (is_plain_name(name))
        out += name;
      else
        quote(out, name);
      out += ": ";
      value(v);
      if (out.size() > longest) return;
    }
    out += '}';
  }

  void value(Value const& v) {
    if (out.size() > longest) return;
    switch (v.kind()) {
      case Kind::null:
        out += "null";
        break;
      case Kind::boolean:
        out += v.boolean() ? "true" : "false";
        break;
      case Kind::number:
        out += v.number().print();
        break;
      case Kind::string:
        quote(out, v.string());
        break;
      case Kind::date:
        temporal(v.date().print());
        break;
      case Kind::time:
        temporal(v.time().print());
        break;
      case Kind::date_time:
        temporal(v.date_time().print());
        break;
      case Kind::days_duration:
        temporal(v.days_duration().print());
        break;
      case Kind::months_duration:
        temporal(v.months_duration().print());
        break;
      case Kind::list:
        list(v.list());
        break;
      case Kind::context:
        context(v.entries());
        break;
      case Kind::range:
        range(v.range());
        break;
      case Kind::function:
        out += "function";
        break;
    }
  }
};

}  // namespace

std::string print(Value const& value) {
  Printer printer;
  printer.value(value);
  return std::move(printer.out);
}

std::string to_text(Value const& value) {
  switch (value.kind()) {
    case Kind::string:
      return value.string();
    case Kind::date:
      return value.date().print();
    case Kind::time:
      return value.time().print();
    case Kind::date_time:
      return value.date_time().print();
    case Kind::days_duration:
      return value.days_duration().print();
    case Kind::months_duration:
      return value.months_duration().print();
    default:
      break;
  }
  Printer printer{.at_literals = false};
  printer.value(value);
  return std::move(printer.out);
}

}  // namespace kreislauf::feel

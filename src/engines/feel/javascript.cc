#include "engines/feel/javascript.h"

#include <algorithm>
#include <map>

#include "engines/feel/program.h"
#include "engines/feel/scanner.h"

namespace kreislauf::feel {
namespace {

using namespace internal;

/// Built-ins the browser runtime has, under the name it has them. The others differ between browser and server
/// (regular expressions of XPath, zones, the clock) or are rare in forms.
std::string_view runtime_name(std::string_view builtin) {
  static std::map<std::string_view, std::string_view> const names{{"not", "not"},
                                                                  {"string", "str"},
                                                                  {"number", "num"},
                                                                  {"substring", "substr"},
                                                                  {"string length", "strlen"},
                                                                  {"upper case", "upper"},
                                                                  {"lower case", "lower"},
                                                                  {"substring before", "before"},
                                                                  {"substring after", "after"},
                                                                  {"contains", "contains"},
                                                                  {"starts with", "starts"},
                                                                  {"ends with", "ends"},
                                                                  {"string join", "join"},
                                                                  {"list contains", "has"},
                                                                  {"count", "count"},
                                                                  {"min", "min"},
                                                                  {"max", "max"},
                                                                  {"sum", "sum"},
                                                                  {"mean", "mean"},
                                                                  {"product", "product"},
                                                                  {"median", "median"},
                                                                  {"mode", "mode"},
                                                                  {"all", "all"},
                                                                  {"any", "any"},
                                                                  {"sublist", "sublist"},
                                                                  {"append", "append"},
                                                                  {"concatenate", "concat"},
                                                                  {"insert before", "insert"},
                                                                  {"remove", "remove"},
                                                                  {"reverse", "reverse"},
                                                                  {"index of", "index"},
                                                                  {"union", "union"},
                                                                  {"distinct values", "distinct"},
                                                                  {"flatten", "flatten"},
                                                                  {"sort", "sort"},
                                                                  {"list replace", "replace"},
                                                                  {"decimal", "decimal"},
                                                                  {"floor", "floor"},
                                                                  {"ceiling", "ceiling"},
                                                                  {"round up", "roundUp"},
                                                                  {"round down", "roundDown"},
                                                                  {"round half up", "halfUp"},
                                                                  {"round half down", "halfDown"},
                                                                  {"abs", "abs"},
                                                                  {"modulo", "mod"},
                                                                  {"odd", "odd"},
                                                                  {"even", "even"},
                                                                  {"sqrt", "sqrt"},
                                                                  {"get value", "value"},
                                                                  {"get entries", "entries"},
                                                                  {"context put", "put"},
                                                                  {"context merge", "merge"},
                                                                  {"context", "context"},
                                                                  {"date", "date"},
                                                                  {"duration", "duration"},
                                                                  {"years and months duration", "months"},
                                                                  {"day of week", "weekday"},
                                                                  {"month of year", "month"},
                                                                  {"day of year", "yearday"},
                                                                  {"week of year", "week"}};
  auto found = names.find(builtin);
  return found == names.end() ? std::string_view{} : found->second;
}

/// These lie in the runtime itself, in `javascript/frequent.js`; the others in `javascript/functions.js`.
bool is_frequent(std::string_view function) {
  constexpr std::string_view names[] = {"not",    "strlen", "upper", "lower", "contains",
                                        "starts", "ends",   "count", "has"};
  return std::find(std::begin(names), std::end(names), function) != std::end(names);
}

void quote(std::string& out, std::string_view text) {
  auto json = to_json(Value{text});
  // U+2028 and U+2029 end a line in older browsers; `</` would end a script.
  for (std::size_t i = 0; i < json.size(); ++i) {
    if (json.compare(i, 2, "</") == 0)
      out += "<\\u002f", ++i;
    else if (json.compare(i, 3, "\xE2\x80\xA8") == 0)
      out += "\\u2028", i += 2;
    else if (json.compare(i, 3, "\xE2\x80\xA9") == 0)
      out += "\\u2029", i += 2;
    else
      out += json[i];
  }
}

bool is_identifier(std::string_view name) {
  auto letter = [](char c) { return (c >= 'a' and c <= 'z') or (c >= 'A' and c <= 'Z') or c == '_'; };
  return not name.empty() and letter(name[0]) and name != "__proto__" and
         std::all_of(name.begin(), name.end(), [&](char c) { return letter(c) or (c >= '0' and c <= '9'); });
}

/// More than this many digits do not fit the browser's numbers.
bool exact_in_browser(Decimal const& number) {
  auto back = Decimal::from_double(number.to_double());
  return back and *back == number;
}

class Emitter {
 public:
  explicit Emitter(Program const& program) : program_{program} {}

  std::string function() {
    locals_.emplace_back();
    if (program_.unary) {
      name_local(0, "i");
      test(*program_.root, "i");
      return "(i,v,f)=>" + out_;
    }
    expression(*program_.root);
    return "(v,f)=>" + out_;
  }

  void value(Value const& v, std::size_t position) {
    switch (v.kind()) {
      case Kind::null:
        out_ += "null";
        break;
      case Kind::boolean:
        out_ += v.boolean() ? "true" : "false";
        break;
      case Kind::number:
        if (not exact_in_browser(v.number()))
          refuse(position, "the number " + v.number().print() + ", which has more than 15 digits");
        out_ += v.number().is_negative() ? "(" + v.number().print() + ")" : v.number().print();
        break;
      case Kind::string:
        quote(out_, v.string());
        break;
      case Kind::date:
        text_call("f.D", v.date().print());
        break;
      case Kind::days_duration:
        text_call("f.P", v.days_duration().print());
        break;
      case Kind::months_duration:
        text_call("f.P", v.months_duration().print());
        break;
      case Kind::list:
        list_value(v, position);
        break;
      case Kind::context:
        context_value(v, position);
        break;
      case Kind::range:
        range_value(v.range(), position);
        break;
      default:
        refuse(position, "a constant of type " + std::string{name_of(v.kind())});
    }
  }

  [[nodiscard]] std::string const& text() const { return out_; }
  /// Has it called what only `javascript/functions.js` has?
  [[nodiscard]] bool calls_rare() const { return calls_rare_; }

 private:
  void list_value(Value const& v, std::size_t position) {
    out_ += '[';
    for (auto const& element : v.list()) value(element, position), out_ += ',';
    if (out_.ends_with(',')) out_.pop_back();
    out_ += ']';
  }

  void context_value(Value const& v, std::size_t position) {
    out_ += "f.C([";
    for (auto const& [name, entry] : v.entries()) {
      out_ += '[';
      quote(out_, name);
      out_ += ',';
      value(entry, position);
      out_ += "],";
    }
    out_ += "])";
  }

  void range_value(Range const& range, std::size_t position) {
    char const* form = range.form == Range::Form::interval ? "0" : range.form == Range::Form::comparison ? "1" : "2";
    out_ += "f.R(";
    value(range.low, position);
    out_ += ',';
    value(range.high, position);
    out_ += std::string{range.low_included ? ",1," : ",0,"} + (range.high_included ? "1," : "0,") + form + ")";
  }

  void text_call(char const* function, std::string_view text) {
    out_ += std::string{function} + "(";
    quote(out_, text);
    out_ += ')';
  }

  [[noreturn]] void refuse(std::size_t position, std::string const& what) const {
    throw SyntaxError{diagnostic_at(program_.source, position, what + " cannot be worked out in the browser")};
  }

  std::string fresh() { return "_" + std::to_string(next_++); }
  void name_local(std::uint32_t slot, std::string name) { locals_.back()[slot] = std::move(name); }
  std::string local(std::uint32_t slot) const {
    auto found = locals_.back().find(slot);
    return found == locals_.back().end() ? "null" : found->second;
  }

  void global(std::string_view name) {
    if (is_identifier(name)) {
      out_ += "v." + std::string{name};
      return;
    }
    out_ += "v[";
    quote(out_, name);
    out_ += ']';
  }

  void call(std::string_view function, std::initializer_list<Node const*> arguments) {
    out_ += "f." + std::string{function} + "(";
    for (auto const* argument : arguments) expression(*argument), out_ += ',';
    if (out_.ends_with(',')) out_.pop_back();
    out_ += ')';
  }

  /// `a < b` and the like, with the first operand already at hand as JavaScript.
  static char const* comparison(Op op) {
    switch (op) {
      case Op::equal:
        return "eq";
      case Op::unequal:
        return "ne";
      case Op::less:
        return "lt";
      case Op::less_equal:
        return "le";
      case Op::greater:
        return "gt";
      default:
        return "ge";
    }
  }

  /// A value that had to be worked out may have become null and then fulfils no test.
  void value_test(Node const& node, std::string const& function, std::string const& input) {
    auto const& wanted = *node.children[0];
    if (names_a_value(wanted)) {
      out_ += "f." + function + "(" + input + ",";
      expression(wanted);
      out_ += ')';
      return;
    }
    auto variable = fresh();
    out_ += "f.known(";
    expression(wanted);
    out_ += "," + variable + "=>f." + function + "(" + input + "," + variable + "))";
  }

  void test(Node const& node, std::string const& input) {
    switch (node.op) {
      case Op::test_any:
        out_ += "true";
        return;
      case Op::test_compare:
        return value_test(node, comparison(node.comparison), input);
      case Op::test_value:
        return value_test(node, "is", input);
      case Op::test_true:
        out_ += "f.test(" + input + ",";
        expression(*node.children[0]);
        out_ += ')';
        return;
      case Op::any_of:
        any_test(node, input, 0);
        return;
      case Op::none_of:
        out_ += "f.not(";
        any_test(node, input, 0);
        out_ += ')';
        return;
      default:
        refuse(node.position, "this test");
    }
  }

  void any_test(Node const& node, std::string const& input, std::size_t from) {
    if (from + 1 == node.children.size()) return test(*node.children[from], input);
    out_ += "f.or(";
    for (auto i = from; i < node.children.size(); ++i) {
      if (i > from) out_ += ",()=>";
      test(*node.children[i], input);
    }
    out_ += ')';
  }

  void iteration(Node const& node, std::size_t depth, char const* function) {
    if (depth + 1 == node.children.size()) return expression(*node.children.back());
    auto variable = fresh();
    out_ += std::string{"f."} + function + "(";
    expression(*node.children[depth]);
    name_local(node.slots[depth], variable);
    out_ += node.children[depth]->op == Op::iteration_range ? ",1," : ",0,";
    out_ += (depth + 2 == node.children.size() ? "0," : "1,") + variable + "=>";
    iteration(node, depth + 1, function);
    out_ += ')';
  }

  void context(Node const& node) {
    if (node.uses_partial) {
      out_ += "null";
      return;
    }
    std::string saved = std::exchange(out_, {});
    std::string entries;
    for (std::size_t i = 0; i < node.children.size(); ++i) {
      auto variable = fresh();
      out_ += (i == 0 ? "let " : ",") + variable + "=";
      expression(*node.children[i]);
      name_local(node.slots[i], variable);
      entries += '[';
      quote(entries, node.names[i]);
      entries += "," + variable + "],";
    }
    auto body = std::exchange(out_, std::move(saved));
    out_ += node.children.empty() ? "f.C([])" : "(()=>{" + body + ";return f.C([" + entries + "])})()";
  }

  void function_literal(Node const& node) {
    std::map<std::uint32_t, std::string> inner;
    std::string parameters, names = "[";
    for (std::size_t i = 0; i < node.function->parameters.size(); ++i) {
      auto variable = fresh();
      inner[static_cast<std::uint32_t>(i)] = variable;
      parameters += (i ? "," : "") + variable;
      if (i) names += ',';
      quote(names, node.function->parameters[i]);
      if (not node.function->types[i].is(TypeKind::any)) refuse(node.position, "a parameter with a type");
    }
    for (auto const& capture : node.function->captures)
      inner[capture.to] = capture.from_global ? captured_global(node, capture) : local(capture.from);
    out_ += "f.F(" + names + "],(" + parameters + ")=>";
    locals_.push_back(std::move(inner));
    expression(*node.function->body);
    locals_.pop_back();
    out_ += ')';
  }

  /// The name of a captured global stands in the nodes of the body that read it.
  std::string captured_global(Node const& node, Capture const& capture) {
    auto saved = std::exchange(out_, {});
    global(find_text(*node.function->body, capture.to));
    return std::exchange(out_, std::move(saved));
  }
  static std::string_view find_text(Node const& node, std::uint32_t slot) {
    if (node.op == Op::local and node.slot == slot) return node.text;
    for (auto const& child : node.children)
      if (auto text = find_text(*child, slot); not text.empty()) return text;
    if (node.function)
      for (auto const& capture : node.function->captures)
        if (not capture.from_global and capture.from == slot) return find_text(*node.function->body, capture.to);
    return {};
  }

  void filter(Node const& node) {
    auto variable = fresh();
    out_ += "f.filter(";
    expression(*node.children[0]);
    name_local(node.slot, variable);
    out_ += "," + variable + "=>";
    expression(*node.children[1]);
    out_ += node.children[1]->type.is(TypeKind::number) ? ",1)" : ")";
  }

  void call_builtin(Node const& node) {
    auto name = runtime_name(node.text);
    if (name.empty()) refuse(node.position, "the function `" + node.text + "`");
    if (node.text == "number" and node.children.size() > 1) refuse(node.position, "`number` with separators");
    calls_rare_ |= not is_frequent(name);
    // By the name `key` it takes one key only.
    bool one_key = node.text == "context put" and node.signature->parameters[1] == "key";
    out_ += "f." + std::string{one_key ? "putKey" : name} + "(";
    for (auto const& child : node.children) expression(*child), out_ += ',';
    if (out_.ends_with(',')) out_.pop_back();
    out_ += ')';
  }

  void call_value(Node const& node) {
    out_ += "f.call(";
    expression(*node.children[0]);
    out_ += node.names.empty() ? ",0" : ",[";
    for (auto const& name : node.names) quote(out_, name), out_ += ',';
    if (not node.names.empty()) out_.back() = ']';
    for (std::size_t i = 1; i < node.children.size(); ++i) out_ += ',', expression(*node.children[i]);
    out_ += ')';
  }

  void both(Node const& node, char const* function) {
    out_ += std::string{"f."} + function + "(";
    expression(*node.children[0]);
    out_ += ",()=>";
    expression(*node.children[1]);
    out_ += ')';
  }

  void membership(Node const& node) {
    auto input = fresh();
    out_ += "(" + input + "=>";
    auto at = out_.size();
    name_local(node.slot, input);
    any_test(node, input, 1);
    out_ += ")(";
    expression(*node.children[0]);
    out_ += ')';
    (void)at;
  }

  void expression(Node const& node);

  Program const& program_;
  std::string out_;
  std::vector<std::map<std::uint32_t, std::string>> locals_;
  unsigned next_ = 0;
  bool calls_rare_ = false;
};

void Emitter::expression(Node const& node) {
  auto const& c = node.children;
  switch (node.op) {
    case Op::constant:
      return value(node.constant, node.position);
    case Op::global:
      return global(node.text);
    case Op::local:
      out_ += local(node.slot);
      return;
    case Op::item_member:
      out_ += "f.pick(" + local(node.slot) + ",";
      quote(out_, node.text);
      if (not c.empty()) out_ += ",()=>", expression(*c[0]);
      out_ += ')';
      return;
    case Op::add:
      return call("add", {c[0].get(), c[1].get()});
    case Op::subtract:
      return call("sub", {c[0].get(), c[1].get()});
    case Op::multiply:
      return call("mul", {c[0].get(), c[1].get()});
    case Op::divide:
      return call("div", {c[0].get(), c[1].get()});
    case Op::power:
      return call("pow", {c[0].get(), c[1].get()});
    case Op::negate:
      return call("neg", {c[0].get()});
    case Op::equal:
    case Op::unequal:
    case Op::less:
    case Op::less_equal:
    case Op::greater:
    case Op::greater_equal:
      return call(comparison(node.op), {c[0].get(), c[1].get()});
    case Op::between:
      return call("between", {c[0].get(), c[1].get(), c[2].get()});
    case Op::conjunction:
      return both(node, "and");
    case Op::disjunction:
      return both(node, "or");
    case Op::in:
      return membership(node);
    case Op::range:
    case Op::iteration_range:
      out_ += node.op == Op::range ? "f.range(" : "f.R(";
      expression(*c[0]), out_ += ',', expression(*c[1]);
      out_ += std::string{node.low_included ? ",1" : ",0"} + (node.high_included ? ",1,0)" : ",0,0)");
      return;
    case Op::comparison_range:
      out_ += std::string{"f.unary(\""} + comparison(node.comparison) + "\",";
      expression(*c[0]);
      out_ += ')';
      return;
    case Op::list:
      out_ += '[';
      for (auto const& child : c) expression(*child), out_ += ',';
      if (out_.ends_with(',')) out_.pop_back();
      out_ += ']';
      return;
    case Op::context:
      return context(node);
    case Op::path:
      out_ += "f.get(";
      expression(*c[0]);
      out_ += ',';
      quote(out_, node.text);
      out_ += ')';
      return;
    case Op::filter:
      return filter(node);
    case Op::conditional:
      out_ += '(';
      expression(*c[0]), out_ += "===true?", expression(*c[1]), out_ += ':', expression(*c[2]);
      out_ += ')';
      return;
    case Op::for_loop:
      if (node.uses_partial) refuse(node.position, "`partial`");
      return iteration(node, 0, "loop");
    case Op::some:
      return iteration(node, 0, "some");
    case Op::every:
      return iteration(node, 0, "every");
    case Op::function_literal:
      return function_literal(node);
    case Op::call_builtin:
      return call_builtin(node);
    case Op::call_value:
      return call_value(node);
    case Op::failed:
      out_ += "null";
      return;
    case Op::instance_of:
      refuse(node.position, "`instance of`");
    case Op::builtin_value:
      refuse(node.position, "the function `" + node.text + "` as a value");
    default:
      refuse(node.position, "this part");
  }
}

}  // namespace

Result<std::string, Diagnostic> to_javascript(Expression const& expression) {
  try {
    return Emitter{expression.program()}.function();
  } catch (SyntaxError& error) {
    return failure(std::move(error.diagnostic));
  }
}

std::optional<std::string> to_javascript(Value const& value) {
  Program nothing;
  try {
    Emitter emitter{nothing};
    emitter.value(value, 0);
    return emitter.text();
  } catch (SyntaxError const&) {
    return std::nullopt;
  }
}

Result<std::string, Diagnostic> to_javascript_module(std::vector<std::pair<std::string, Expression>> const& rules) {
  std::string out = "export const rules={\n";
  bool calls_rare = false;
  for (auto const& [name, expression] : rules) {
    try {
      Emitter emitter{expression.program()};
      auto function = emitter.function();
      calls_rare |= emitter.calls_rare();
      quote(out, name);
      out += ':' + function + ",\n";
    } catch (SyntaxError& error) {
      return failure(std::move(error.diagnostic));
    }
  }
  return out + "};\nexport const needs=\"" + (calls_rare ? "functions" : "runtime") + "\";\n";
}

}  // namespace kreislauf::feel

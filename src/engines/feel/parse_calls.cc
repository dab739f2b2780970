#include <algorithm>

#include "base/text.h"
#include "engines/feel/parser.h"

namespace kreislauf::feel::internal {
namespace {

bool fits(Signature const& signature, std::size_t count) {
  return count >= signature.required and (signature.variadic or count <= signature.parameters.size());
}

}  // namespace

bool fits(Signature const& signature, std::span<std::string const> names) {
  auto has = [&](std::string_view name) { return std::find(names.begin(), names.end(), name) != names.end(); };
  for (std::size_t i = 0; i < signature.required; ++i)
    if (not has(signature.parameters[i])) return false;
  return std::all_of(names.begin(), names.end(), [&](std::string const& name) {
    if (std::count(names.begin(), names.end(), name) > 1) return false;
    return std::find(signature.parameters.begin(), signature.parameters.end(), name) != signature.parameters.end();
  });
}

/// The name in `name: value`, empty when the argument has none.
std::string Parser::argument_name() {
  auto text = source_.text();
  auto start = source_.position();
  auto at = start;
  for (auto next = at; next < text.size(); at = next) {
    auto c = text::next_code_point(text, next);
    if (not is_name_part(c) and not is_space(c) and c != '\'') break;
  }
  if (at == start or at >= text.size() or text[at] != ':') return {};
  auto name = normalised_name(text.substr(start, at - start));
  source_.move_to(at + 1);
  return name;
}

Parser::CallArguments Parser::arguments() {
  source_.expect("(", "behind the function");
  Nesting nesting{*this};
  CallArguments given;
  while (not source_.next_is(")")) {
    auto at = source_.position();
    auto name = argument_name();
    if (not given.values.empty() and name.empty() != given.names.empty())
      source_.fail_at(at, "either all arguments have a name or none");
    if (not name.empty()) given.names.push_back(std::move(name));
    given.values.push_back(disjunction());
    if (not another(")")) break;
  }
  source_.expect(")", "behind the arguments");
  return given;
}

std::vector<NodePtr> Parser::in_signature_order(Signature const& signature, CallArguments& given) {
  if (given.names.empty()) return std::move(given.values);
  std::vector<NodePtr> ordered;
  for (auto parameter : signature.parameters) {
    auto found = std::find(given.names.begin(), given.names.end(), parameter);
    if (found == given.names.end())
      ordered.push_back(constant({}, source_.position()));
    else
      ordered.push_back(std::move(given.values[static_cast<std::size_t>(found - given.names.begin())]));
  }
  while (not ordered.empty() and ordered.size() > signature.required and ordered.back()->op == Op::constant and
         ordered.back()->constant.is_null() and
         std::find(given.names.begin(), given.names.end(), signature.parameters[ordered.size() - 1]) ==
             given.names.end())
    ordered.pop_back();
  return ordered;
}

/// The order of names decides only where two ways share them: `before(point, range)` and `before(range, point)`.
Signature const* Parser::signature_for(std::string const& name, CallArguments const& given) {
  Signature const* found = nullptr;
  for (auto const& signature : find_builtin(name)) {
    bool suits = given.names.empty() ? fits(signature, given.values.size()) : fits(signature, given.names);
    bool const in_order =
        std::equal(given.names.begin(), given.names.end(), signature.parameters.begin(), signature.parameters.end());
    if (suits and (in_order or found == nullptr)) found = &signature;
    if (suits and (in_order or given.names.empty())) break;
  }
  return found;
}

NodePtr Parser::call_builtin(std::string const& name, std::size_t position) {
  auto given = arguments();
  auto made = node(Op::call_builtin, position);
  made->text = name;
  if (auto const* signature = signature_for(name, given)) {
    made->signature = signature;
    made->children = in_signature_order(*signature, given);
    return finish(std::move(made));
  }
  made->op = Op::failed;
  warn(position, "`" + name + "` does not take these arguments and gives null");
  return finish(std::move(made));
}

NodePtr Parser::invocation(NodePtr function) {
  auto at = source_.position();
  auto given = arguments();
  auto made = node(Op::call_value, at);
  made->names = std::move(given.names);
  made->children.push_back(std::move(function));
  for (auto& value : given.values) made->children.push_back(std::move(value));
  return finish(std::move(made));
}

}  // namespace kreislauf::feel::internal

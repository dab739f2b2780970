#include "engines/feel/check.h"

namespace kreislauf::feel {

bool check_expression(std::string_view expression, std::string_view context_json, std::ostream& out,
                      Environment const& environment) {
  auto given = context_json.empty() ? Result<Value, Diagnostic>{Value::context({})} : from_json(context_json);
  if (not given or not given->is(Kind::context)) {
    out << "context: " << (given ? "expected a JSON object" : given.error().sentence()) << "\n0 passed, 1 failed\n";
    return false;
  }
  Names names;
  for (auto const& [name, value] : given->entries()) names.add(name);
  auto compiled = compile(expression, names);
  if (not compiled) {
    out << compiled.error().sentence() << "\n0 passed, 1 failed\n";
    return false;
  }
  for (auto const& warning : compiled->warnings()) out << "warning: " << warning.sentence() << "\n";
  Context context{names};
  for (auto const& [name, value] : given->entries()) context.set(name, value);
  std::vector<std::string> notes;
  auto with_notes = environment;
  with_notes.notes = &notes;
  try {
    out << print(compiled->evaluate(context, with_notes)) << "\n";
  } catch (LimitExceeded const& error) {
    out << error.what() << "\n0 passed, 1 failed\n";
    return false;
  }
  for (auto const& note : notes) out << "note: " << note << "\n";
  out << "1 passed, 0 failed\n";
  return true;
}

}  // namespace kreislauf::feel

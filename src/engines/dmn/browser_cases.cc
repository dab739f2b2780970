#include "engines/dmn/browser_cases.h"

#include "engines/dmn/model.h"
#include "engines/dmn/tck_files.h"
#include "engines/feel/javascript.h"

namespace kreislauf::dmn {
namespace {

using namespace internal;

/// The value with numbers as the browser can hold them.
Value approximate(Value const& value) {
  if (value.is(feel::Kind::number)) return feel::Decimal::from_double(value.number().to_double());
  if (value.is(feel::Kind::list)) {
    feel::Values values;
    for (auto const& element : value.list()) values.push_back(approximate(element));
    return Value::list(std::move(values));
  }
  if (value.is(feel::Kind::context)) {
    feel::Entries entries;
    for (auto const& [name, entry] : value.entries()) entries.emplace_back(name, approximate(entry));
    return Value::context(std::move(entries));
  }
  return value;
}

struct Compiled {
  std::string function, given, expected;
};

Result<Compiled, std::string> compile_case(Model const& model, TckCase const& one, Element const& element,
                                           Environment const& environment) {
  auto function = feel::to_javascript(*element.logic->expression);
  if (not function) return failure(function.error().message);
  feel::Entries given;
  for (auto const& requirement : element.requirements) {
    auto const& needed = model.loaded().elements[requirement.element];
    auto input = one.inputs.find(needed.name);
    auto value = needed.kind == Element::Kind::decision ? model.decide(needed.name, one.inputs, environment)
                 : input != one.inputs.end()            ? feel::coerce(input->second, needed.type)
                                                        : Value{};
    if (needed.kind != Element::Kind::input and needed.kind != Element::Kind::decision)
      return failure("a function of the model");
    given.emplace_back(needed.name, approximate(value));
  }
  feel::Values slots(element.slot_count);
  for (auto const& requirement : element.requirements)
    if (auto const* value = Value::context(given).find(model.loaded().elements[requirement.element].name))
      slots[requirement.slot] = *value;
  auto values = feel::to_javascript(Value::context(given));
  auto expected = feel::to_javascript(approximate(element.logic->expression->evaluate(slots, environment)));
  if (not values or not expected) return failure("a value of a type the browser does not have");
  return Compiled{*function, *values, *expected};
}

std::string json_text(std::string const& text) { return feel::to_json(Value{text}); }

}  // namespace

void write_browser_cases(std::filesystem::path const& folder, std::ostream& out, Environment const& environment) {
  out << "export const cases = [\n";
  auto on_case = [&](Model const& model, TckCase const& one) {
    for (auto const& result : one.results) {
      auto const* element = model.loaded().find(result.name, Element::Kind::decision);
      if (one.kind != "decision" or element == nullptr or not element->logic or
          element->logic->kind != Boxed::Kind::literal)
        continue;
      auto name = json_text(one.file + " " + one.id + " " + result.name);
      if (not element->logic->expression) continue;  // does not compile on the server either: null by definition
      auto compiled = compile_case(model, one, *element, environment);
      if (compiled)
        out << "{name:" << name << ",source:" << json_text(element->logic->text) << ",run:" << compiled->function
            << ",given:f=>" << compiled->given << ",expected:f=>" << compiled->expected << "},\n";
      else
        out << "{name:" << name << ",refused:" << json_text(compiled.error()) << "},\n";
    }
  };
  each_tck_case(folder, on_case, [](auto const&, auto const&) {});
  out << "];\n";
}

}  // namespace kreislauf::dmn

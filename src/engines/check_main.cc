#include <fstream>
#include <iostream>
#include <sstream>

#include "engines/dmn/browser_cases.h"
#include "engines/dmn/check_files.h"
#include "engines/dmn/tck.h"
#include "engines/feel/check.h"
#include "engines/feel/javascript.h"

// A small program of its own for the engines' check functions; `kreislauf check` offers the same.
namespace {

int usage() {
  std::cerr << "engines_check dmn-tck FOLDER\nengines_check feel 'EXPRESSION' [--context FILE.json]\nengines_check dmn "
               "MODEL.dmn\nengines_check browser-cases FOLDER\nengines_check javascript EXPRESSIONS.json NAMES.json\n";
  return 2;
}

std::string read_file(char const* path) {
  std::ifstream in{path, std::ios::binary};
  std::ostringstream text;
  text << in.rdbuf();
  return std::move(text).str();
}

/// A JSON list of expressions as one module for the page; the names are the keys of a JSON object.
int write_module(char const* expressions, char const* given) {
  using namespace kreislauf::feel;
  auto sources = from_json(read_file(expressions)), context = from_json(read_file(given));
  if (not sources or not context or not sources->is(Kind::list) or not context->is(Kind::context)) return usage();
  Names names;
  for (auto const& [name, value] : context->entries()) names.add(name);
  std::vector<std::pair<std::string, Expression>> rules;
  for (auto const& source : sources->list()) {
    auto compiled = compile(source.string(), names);
    if (not compiled) {
      std::cerr << source.string() << ": " << compiled.error().sentence() << "\n";
      return 1;
    }
    rules.emplace_back("f" + std::to_string(rules.size()), *compiled);
  }
  auto module = to_javascript_module(rules);
  (module ? std::cout : std::cerr) << (module ? *module : module.error().sentence() + "\n");
  return module ? 0 : 1;
}

}  // namespace

int main(int count, char** arguments) {
  using namespace kreislauf;
  if (count < 3) return usage();
  std::string_view what = arguments[1];
  // A fixed clock: the check must say the same today and tomorrow.
  feel::Environment environment{.now = *feel::DateTime::parse("2026-11-21T12:00:00@Europe/Berlin")};
  if (what == "dmn-tck") return dmn::check_tck(arguments[2], std::cout, environment).failed == 0 ? 0 : 1;
  if (what == "dmn") return dmn::check_models(arguments[2], std::cout).failed == 0 ? 0 : 1;
  if (what == "browser-cases") {
    dmn::write_browser_cases(arguments[2], std::cout, environment);
    return 0;
  }
  if (what == "javascript" and count == 4) return write_module(arguments[2], arguments[3]);
  if (what != "feel") return usage();
  std::string context;
  if (count == 5 and std::string_view{arguments[3]} == "--context") context = read_file(arguments[4]);
  return feel::check_expression(arguments[2], context, std::cout, environment) ? 0 : 1;
}

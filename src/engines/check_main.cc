#include <fstream>
#include <iostream>
#include <sstream>

#include "engines/dmn/browser_cases.h"
#include "engines/dmn/tck.h"
#include "engines/feel/check.h"

// A small program of its own for the engines' check functions; `kreislauf check` offers the same.
namespace {

int usage() {
  std::cerr << "engines_check dmn-tck FOLDER\nengines_check feel 'EXPRESSION' [--context FILE.json]\nengines_check dmn MODEL.dmn\nengines_check browser-cases FOLDER\n";
  return 2;
}

std::string read_file(char const* path) {
  std::ifstream in{path, std::ios::binary};
  std::ostringstream text;
  text << in.rdbuf();
  return std::move(text).str();
}

int check_model(char const* path) {
  auto model = kreislauf::dmn::Model::load(read_file(path));
  auto problems = model ? model->check() : model.error();
  for (auto const& problem : problems) std::cout << problem.sentence() << "\n";
  std::cout << (problems.empty() ? 1 : 0) << " passed, " << (problems.empty() ? 0 : 1) << " failed\n";
  return problems.empty() ? 0 : 1;
}

}  // namespace

int main(int count, char** arguments) {
  using namespace kreislauf;
  if (count < 3) return usage();
  std::string_view what = arguments[1];
  // A fixed clock: the check must say the same today and tomorrow.
  feel::Environment environment{.now = *feel::DateTime::parse("2026-11-21T12:00:00@Europe/Berlin")};
  if (what == "dmn-tck") return dmn::check_tck(arguments[2], std::cout, environment).failed == 0 ? 0 : 1;
  if (what == "dmn") return check_model(arguments[2]);
  if (what == "browser-cases") {
    dmn::write_browser_cases(arguments[2], std::cout, environment);
    return 0;
  }
  if (what != "feel") return usage();
  std::string context;
  if (count == 5 and std::string_view{arguments[3]} == "--context") context = read_file(arguments[4]);
  return feel::check_expression(arguments[2], context, std::cout, environment) ? 0 : 1;
}

#include "engines/dmn/check_files.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <fstream>
#include <sstream>

#include "engines/dmn/model_for_tests.h"
#include "engines/dmn/tck_files.h"
#include "engines/feel/check.h"
#include "tests/support/source.h"

using namespace kreislauf;
using namespace kreislauf::dmn::testing;
namespace fs = std::filesystem;

namespace {

/// A folder of models that goes when the test ends.
struct Shelf {
  fs::path folder = fs::temp_directory_path() / ("kreislauf-models-" + std::to_string(::getpid()));
  Shelf() { fs::create_directories(folder / "deeper"); }
  ~Shelf() { fs::remove_all(folder); }
  void put(std::string const& name, std::string const& text) const { std::ofstream{folder / name} << text; }
  std::string check(std::string const& name = "") const {
    std::ostringstream out;
    dmn::check_models(name.empty() ? folder : folder / name, out);
    return std::move(out).str();
  }
};

std::string importing(std::string const& location) {
  return "<definitions xmlns='https://www.omg.org/spec/DMN/20230324/MODEL/' name='haupt' namespace='urn:h'>"
         "<import name='Lib' namespace='urn:m' importType='https://www.omg.org/spec/DMN/20230324/MODEL/'" +
         location + "/>" +
         decision("d", "<informationRequirement><requiredDecision href='urn:m#a'/></informationRequirement>" +
                           literal("Lib.a + 1")) +
         "</definitions>";
}

}  // namespace

TEST_CASE("imports are found beside the model, by location or by namespace") {
  Shelf shelf;
  shelf.put("lib.dmn", model(decision("a", literal("1"))));
  shelf.put("ort.dmn", importing(" locationURI='lib.dmn'"));
  shelf.put("pfad.dmn", importing(" locationURI='file:///nirgends/lib.dmn'"));
  shelf.put("raum.dmn", importing(""));
  for (auto const* name : {"ort.dmn", "pfad.dmn", "raum.dmn"}) CHECK(shelf.check(name) == "1 passed, 0 failed\n");
}

TEST_CASE("a folder checks every model in it, a notice fails none") {
  Shelf shelf;
  shelf.put("a.dmn", model(input("x") + decision("a", literal("1"))));
  shelf.put("deeper/b.dmn", model(decision("b", literal("1 +"))));
  shelf.put("c.txt", "no model");
  CHECK(shelf.check() ==
        "a.dmn\n  line 1: `x`: no decision needs it\ndeeper/b.dmn\n  line 1: `b`: `1 +`: line 1, column 4: expected a "
        "value, found the end\n1 passed, 1 failed\n");
  CHECK(shelf.check("fehlt.dmn").ends_with("fehlt.dmn` cannot be read\n0 passed, 1 failed\n"));
}

TEST_CASE("the commands of docs/rules.md do what it says") {
  auto const root = test::source_folder();
  std::istringstream page{dmn::internal::read_file(root / "docs/rules.md").value()};
  constexpr std::string_view model = "    kreislauf check dmn ", formula = "    kreislauf check feel '";
  int commands = 0;
  for (std::string line; std::getline(page, line);) {
    std::ostringstream out;
    if (line.starts_with(model)) {
      CHECK(dmn::check_models(root / line.substr(model.size()), out).failed == 0);
      ++commands;
    } else if (line.starts_with(formula)) {
      auto const text = line.substr(formula.size(), line.rfind('\'') - formula.size());
      CHECK(feel::check_expression(text, "", out, today));
      ++commands;
    }
    CHECK(line.find("engines_check") == std::string::npos);
  }
  CHECK(commands == 3);
}

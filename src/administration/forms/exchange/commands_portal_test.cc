#include <doctest/doctest.h>

#include <fstream>

#include "administration/forms/exchange/export_xdatenfelder.h"
#include "administration/forms/exchange/files.h"
#include "administration/forms/exchange/import_xdatenfelder.h"
#include "administration/forms/exchange/xdatenfelder/schema_for_tests.h"
#include "tests/support/portal.h"

using namespace kreislauf;
using namespace kreislauf::forms::exchange;
namespace x = kreislauf::forms::exchange::xdatenfelder::sample;
namespace fs = std::filesystem;

namespace {

struct Folder : test::TestPortal {
  test::TemporaryFolder const temporary;
  fs::path const base = temporary.path();

  int run(authority::Command const& command, std::vector<std::pair<std::string, std::string>> const& given) {
    authority::Arguments arguments;
    for (auto const& argument : command.arguments)
      arguments.values.emplace_back(argument.name, std::vector<std::string>{std::string{argument.otherwise}});
    for (auto const& [name, value] : given) {
      for (auto& [key, values] : arguments.values) {
        if (key == name) values = {value};
      }
    }
    return command.run({house, arguments});
  }
  std::string put(std::string const& name, std::string const& text) {
    std::ofstream{base / name, std::ios::binary} << text;
    return (base / name).string();
  }
};

std::string const good =
    x::schema(x::group("G05000000001", "Reise",
                       x::field("F05000000001", "Weg", "text",
                                "<xdf:werte><xdf:wert><xdf:code>1</xdf:code><xdf:name>Bahn</xdf:name></xdf:wert>"
                                "<xdf:wert><xdf:code>2</xdf:code><xdf:name>Rad</xdf:name></xdf:wert></xdf:werte>",
                                "1:1", "select")));

}  // namespace

TEST_CASE_FIXTURE(Folder, "commands: an import writes form and lists, and never over what is there") {
  auto const file = put("schema.xml", good), to = (base / "reise").string();
  CHECK(run(import_xdatenfelder(), {{"FILE", file}, {"--to", to}}) == authority::exit_fine);
  CHECK(content(base / "reise/weg.csv") == "value,label\n1,Bahn\n2,Rad\n");
  put("reise/form.toml", "# my work");
  CHECK_THROWS_AS(run(import_xdatenfelder(), {{"FILE", file}, {"--to", to}}), StoreDenied);
  CHECK(content(base / "reise/form.toml") == "# my work");
  CHECK_THROWS_AS(run(import_xdatenfelder(), {{"FILE", (base / "fehlt.xml").string()}}), StoreDenied);
}

TEST_CASE_FIXTURE(Folder, "commands: of a file that is no schema nothing is written") {
  auto const file = put("cut.xml", good.substr(0, good.size() / 2)), to = (base / "none").string();
  CHECK(run(import_xdatenfelder(), {{"FILE", file}, {"--to", to}}) == authority::exit_rejected);
  CHECK_FALSE(fs::exists(to));
  CHECK(run(check_xdatenfelder(), {{"FILE", file}}) == authority::exit_rejected);
  CHECK(run(check_xdatenfelder(), {{"FILE", put("good.xml", good)}}) == authority::exit_fine);
}

TEST_CASE_FIXTURE(Folder, "commands: an export takes its code lists along, and they are found again") {
  fs::create_directories(base / "reise");
  put("reise/form.toml",
      "[form]\nkept_days = 30\nkept_law = \"§ 1\"\n[page.reise]\ntitle = \"Reise\"\nlaw = \"§ "
      "1\"\n[[page.reise.field]]\n"
      "name = \"weg\"\nkind = \"choice\"\nlabel = \"Weg\"\noptions = [{ value = \"bahn\", label = \"Bahn\" }, { value "
      "= "
      "\"rad\", label = \"Rad\" }]\n");
  auto const form = (base / "reise").string(), out = (base / "out").string();
  CHECK(run(export_xdatenfelder(), {{"DIR", form}, {"--version", "2"}, {"--to", out}}) == authority::exit_fine);
  CHECK(fs::exists(base / "out/C99000001_genericode.xml"));
  auto const again = (base / "again").string();
  CHECK(run(import_xdatenfelder(), {{"FILE", out + "/S99000001_xdf2.xml"}, {"--to", again}}) == authority::exit_fine);
  CHECK(content(base / "again/form.toml").find("kind  = \"choice\"") != std::string::npos);
  CHECK(run(export_json_schema(), {{"DIR", again}}) == authority::exit_fine);
  CHECK(run(export_xdatenfelder(), {{"DIR", form}, {"--range", "9"}}) == authority::exit_rejected);
  CHECK(run(export_xdatenfelder(), {{"DIR", base.string()}}) == authority::exit_rejected);
}

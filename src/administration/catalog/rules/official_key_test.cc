#include <doctest/doctest.h>

#include "administration/catalog/catalog.h"
#include "administration/catalog/rules/official_key.h"
#include "tests/support/leika_sample.h"

using namespace kreislauf;
using namespace kreislauf::catalog;

namespace {

constexpr auto list =
    "leika_schluessel,name\n99110009070000,Hundehaltung Abmeldung\n99102013002000,Hundesteuer Festsetzung\n"
    "99001009004002,Sperrmüll Entsorgung durch Abholung\n99012008001000,Baugenehmigung Erteilung\n"
    ",ohne Schlüssel\n";

PackageFiles package(std::string_view slug, std::string_view key = {}) {
  for (auto& one : embedded_packages()) {
    if (one.slug != slug) continue;
    auto const at = one.facts.find("leika = \"") + 9;
    if (not key.empty()) one.facts.replace(at, 14, key);
    return std::move(one);
  }
  FAIL("no such package");
  return {};
}

std::string told(OfficialKeys const& keys, PackageFiles const& files) {
  std::string all;
  for (auto const& one : keys.look_up(files, read_package(files).service))
    all += fmt::format("{}:{}: {}\n", one.file, one.line, one.message);
  return all;
}

}  // namespace

TEST_CASE("a key is looked up in the official catalogue") {
  OfficialKeys const keys{official_services(list).value()};
  CHECK(told(keys, package("sperrmuell-abholen")).empty());
  CHECK(told(keys, package("hund-abmelden")).empty());
  // One digit wrong: not there, and what may have been meant.
  auto const unknown = told(keys, package("sperrmuell-abholen", "99001009004003"));
  CHECK(unknown ==
        "service.toml:1: the catalogue has no key 99001009004003; near are 99001009004002 \"Sperrmüll Entsorgung durch "
        "Abholung\"\n");
  // That of something else.
  auto const far = told(keys, package("hund-abmelden", "99012008001000"));
  CHECK(far.find("calls 99012008001000 \"Baugenehmigung Erteilung\", which is far from \"Hund abmelden\"") !=
        std::string::npos);
  CHECK(far.find("near are 99110009070000 \"Hundehaltung Abmeldung\"") != std::string::npos);
  // A package that is in no catalogue has none.
  CHECK(told(keys, package("urlaub")).empty());
}

TEST_CASE("a file that is no catalogue is told") {
  CHECK_FALSE(official_services("a,b\n1,2\n"));
  CHECK_FALSE(official_services("leika_schluessel,name\n,nichts\n"));
}

TEST_CASE("the keys of all packages are those of the real catalogue, and wrong ones are mostly told") {
  auto const csv = sample::read_file(sample::shared_directory() / "standards/leika-ozg/leistungen.csv");
  if (not csv) {
    MESSAGE("skipped: the catalogue is not beside the source (set KREISLAUF_SHARED)");
    return;
  }
  auto const services = official_services(*csv).value();
  OfficialKeys const keys{services};
  std::size_t tried = 0, noticed = 0;
  for (auto const& files : embedded_packages()) {
    CAPTURE(files.slug);
    CHECK(told(keys, files) == "");
    if (files.facts.find("\nleika") == std::string::npos and not files.facts.starts_with("leika")) continue;
    // The key of something else: every 997th of the catalogue.
    for (std::size_t i = 0; i < services.size(); i += 997) {
      auto wrong = files;
      wrong.facts.replace(wrong.facts.find("leika = \"") + 9, 14, services[i].key);
      ++tried;
      noticed += keys.look_up(wrong, read_package(wrong).service).empty() ? 0 : 1;
    }
  }
  MESSAGE(noticed << " of " << tried << " wrong keys are told");
  CHECK(noticed * 10 >= tried * 8);
}

#include "administration/catalog/rules/package.h"

#include <doctest/doctest.h>

#include "administration/catalog/catalog.h"
#include "administration/catalog/rules/markdown.h"
#include "administration/catalog/rules/readability.h"

using namespace kreislauf;
using namespace kreislauf::catalog;

namespace {

PackageFiles good() {
  for (auto& package : embedded_packages()) {
    if (package.slug == "hund-anmelden") return package;
  }
  FAIL("the sample package is missing");
  return {};
}

std::string replaced(std::string text, std::string const& from, std::string const& to) {
  auto const at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

bool says(PackageReading const& reading, std::string const& file, std::string const& text) {
  for (auto const& problem : reading.problems) {
    if (problem.file == file and problem.message.find(text) != std::string::npos) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("all packages that come with the program are fine") {
  auto const packages = embedded_packages();
  CHECK(packages.size() >= 40);
  for (auto const& package : packages) {
    CAPTURE(package.slug);
    CHECK(read_package(package).problems.empty());
  }
}

TEST_CASE("a package without a legal basis is refused") {
  auto package = good();
  auto const first = package.facts.find("[[legal_basis]]"), after = package.facts.find("[competence]");
  package.facts.erase(first, after - first);
  CHECK(says(read_package(package), "service.toml", "there is no legal basis"));
}

TEST_CASE("a mistake is named with its line and what was probably meant") {
  auto package = good();
  package.facts = replaced(package.facts, "identity = \"none\"", "identty = \"none\"");
  auto const reading = read_package(package);
  CHECK(says(reading, "service.toml", "\"identity\" is missing"));
  CHECK(says(reading, "service.toml", "\"identty\" is not known; did you mean \"identity\"?"));
  package = good();
  package.facts = replaced(package.facts, "\"municipality\"", "\"municipalty\"");
  auto const competence = read_package(package);
  REQUIRE(competence.problems.size() == 1);
  CHECK(competence.problems[0].message.find("did you mean \"municipality\"?") != std::string::npos);
  CHECK(competence.problems[0].line > 1);
}

TEST_CASE("broken TOML, a wrong key and an unknown office are told") {
  auto package = good();
  package.facts += "\n[fee";
  CHECK_FALSE(read_package(package).problems.empty());
  package = good();
  package.facts = replaced(package.facts, "\"99102013002000\"", "\"12345\"");
  CHECK(says(read_package(package), "service.toml", "is no LeiKa key"));
  package = good();
  package.facts = replaced(package.facts, "\"steuern\"", "\"steurn\"");
  CHECK(says(read_package(package), "service.toml", "did you mean \"steuern\"?"));
}

TEST_CASE("headings are fixed, in order, and complete") {
  auto package = good();
  package.texts[i18n::Language::german] =
      replaced(package.texts[i18n::Language::german], "## Das brauchen Sie", "## Das brauchn Sie");
  auto const reading = read_package(package);
  CHECK(says(reading, "text.de.md", "did you mean \"Das brauchen Sie\"?"));
  CHECK(says(reading, "text.de.md", "the part \"## Das brauchen Sie\" is missing"));
  package = good();
  package.texts[i18n::Language::english] = replaced(package.texts[i18n::Language::english], "# ", "Text before\n# ");
  CHECK_FALSE(read_package(package).problems.empty());
  package = good();
  package.texts[i18n::Language::english].clear();
  CHECK(says(read_package(package), "text.en.md", "missing or empty"));
}

TEST_CASE("markup that a page may not carry is refused") {
  auto package = good();
  package.texts[i18n::Language::german] += "\n<script>alert(1)</script> und [Link](javascript:alert(1)) und **offen\n";
  auto const reading = read_package(package);
  CHECK(says(reading, "text.de.md", "HTML is not allowed"));
  CHECK(says(reading, "text.de.md", "a link must begin with https://"));
  CHECK(says(reading, "text.de.md", "** is opened and never closed"));
}

TEST_CASE("a link leads to the web over https or to a page of the portal, never to another host by two slashes") {
  auto const link = [](std::string const& url) {
    auto package = good();
    package.texts[i18n::Language::german] += "\nMehr steht [hier](" + url + ").\n";
    return says(read_package(package), "text.de.md", "a link must begin with https:// or with one /");
  };
  CHECK_FALSE(link("https://www.gescher.example/hund"));
  CHECK_FALSE(link("/dienste"));
  for (auto const* url : {"//evil.example", "///evil.example", "/\\evil.example", "/\t/evil.example",
                          "http://a.example", "HTTPS://a.example", "javascript:alert(1)", "evil.example", ""}) {
    CAPTURE(url);
    CHECK(link(url));
  }
}

TEST_CASE("an imported text links nowhere but to the web, and keeps its words") {
  std::vector<Problem> ignored;
  auto const read = [&](std::string_view line) { return read_blocks({line}, 1, "xzufi", ignored)[0].items[0]; };
  CHECK(read("[da](http://a.example)")[0].kind == Inline::Kind::link);
  auto const words = read("Siehe [da](javascript:alert) und 3 < 4");
  REQUIRE(words.size() == 1);
  CHECK(words[0].kind == Inline::Kind::plain);
  CHECK(words[0].text == "Siehe da und 3 < 4");
}

TEST_CASE("a byte order mark in front of a file is no part of it") {
  auto package = good();
  for (auto* file : {&package.facts, &package.texts[i18n::Language::german], &package.texts[i18n::Language::english]})
    *file = "\xEF\xBB\xBF" + *file;
  auto const reading = read_package(package);
  CHECK(reading.problems.empty());
  CHECK(reading.service.german()->name == read_package(good()).service.german()->name);
}

TEST_CASE("officialese and long sentences are refused, plain German passes") {
  auto package = good();
  package.texts[i18n::Language::german] = replaced(
      package.texts[i18n::Language::german], "## Das Wichtigste\n",
      "## Das Wichtigste\n\nHiermit wird gemäß der Satzung die Verpflichtung zur Anmeldung des Hundes zwecks "
      "Festsetzung der Hundesteuer durch die zuständige Behörde nach Ablauf der Frist in Erinnerung gerufen.\n");
  auto const reading = read_package(package);
  CHECK(says(reading, "text.de.md", "\"hiermit\" is officialese"));
  CHECK(says(reading, "text.de.md", "words, at most 20"));
}

TEST_CASE("syllables are counted as a reader speaks them, near enough") {
  CHECK(syllables("Hund") == 1);
  CHECK(syllables("Hundesteuer") == 4);
  CHECK(syllables("Müll") == 1);
  CHECK(syllables("Ausweis") == 2);
}

TEST_CASE("a figure has its source and a day until which it was checked") {
  auto package = good();
  auto const from = package.facts.find("[fee]"), to = package.facts.find("\n[", from + 1);
  auto const with = [&](std::string const& fee) {
    auto copy = package;
    copy.facts.replace(from, to - from, "[fee]\nkind = \"usual\"\namount = 1000\n" + fee);
    return read_package(copy);
  };
  auto const whole = with("basis = \"§ 1 GebG NRW\"\nchecked_until = 2026-11-30\n");
  CHECK(whole.problems.empty());
  CHECK(says(with("basis = \"§ 1 GebG NRW\"\n"), "service.toml", "\"checked_until\" is missing in [fee]"));
  CHECK(says(with("checked_until = 2026-11-30\n"), "service.toml", "\"basis\" is missing in [fee]"));
  using namespace std::chrono;
  auto service = whole.service;
  service.deadlines.checked_until.reset();
  CHECK(past_checks(service, sys_days{2026y / 11 / 30}).empty());
  CHECK(past_checks(service, sys_days{2026y / 12 / 1}).size() == 1);
}

TEST_CASE("deadlines that the text names have their law") {
  for (auto const& package : embedded_packages()) {
    auto const service = read_package(package).service;
    CAPTURE(package.slug);
    CHECK((*service.german())[Module::deadlines].empty() == service.deadlines.basis.empty());
  }
}

TEST_CASE("a translation may be name and teaser, but not half of the text") {
  auto package = good();
  auto& turkish = package.texts[i18n::Language::turkish];
  turkish = "# Köpek kaydı\n\nKöpeğiniz mi var? Bize bildirin.\n";
  CHECK(read_package(package).problems.empty());
  CHECK(read_package(package).service.name(i18n::Language::turkish) == "Köpek kaydı");
  turkish += "\n## Ücret\n\nÜcretsiz.\n";
  CHECK(says(read_package(package), "text.tr.md", "the part \"## Kısaca\" is missing"));
}

TEST_CASE("all packages have a name and words to find them in every language") {
  for (auto const& package : embedded_packages()) {
    auto const service = read_package(package).service;
    CAPTURE(package.slug);
    if (service.audience != Audience::residents) continue;  // in no catalogue, and searched for by nobody
    for (auto const language : i18n::all_languages) {
      CAPTURE(i18n::code(language));
      CHECK(service.texts[language].has_value());
      CHECK(service.keywords[language].size() >= 3);
    }
  }
}

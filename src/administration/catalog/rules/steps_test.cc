#include "administration/catalog/rules/steps.h"

#include <doctest/doctest.h>

#include <set>

#include "administration/catalog/catalog.h"
#include "base/embedded.h"

using namespace kreislauf;
using namespace kreislauf::catalog;

TEST_CASE("the steps that come with the program lead to services that are there, in every language") {
  auto const steps = rules::read_steps(embedded_file("services/situations.toml"));
  REQUIRE(steps);
  std::set<std::string> slugs;
  for (auto const& package : embedded_packages()) slugs.insert(package.slug);
  for (auto const& [situation, all] : *steps) {
    std::set<std::string> ids;
    for (auto const& step : all) {
      CAPTURE(situation);
      CAPTURE(step.id);
      CHECK(ids.insert(step.id).second);
      for (auto const& service : step.services) CHECK(slugs.contains(service));
      for (auto const language : i18n::all_languages) {
        CHECK_FALSE(step.text[language].empty());
        CHECK(step.when[language].empty() == step.when[i18n::Language::german].empty());
      }
    }
  }
}

TEST_CASE("a broken list of steps is refused with its line") {
  CHECK(rules::read_steps("[[umzuk]]\nid = \"a\"\ntext = \"b\"\n").error().find("line 1") == 0);
  CHECK(rules::read_steps("[[umzug]]\nid = \"A b\"\ntext = \"b\"\n").error().find("id of small letters") !=
        std::string::npos);
  CHECK(rules::read_steps("[[umzug]]\nid = \"a\"\n").error().find("text is missing") != std::string::npos);
}

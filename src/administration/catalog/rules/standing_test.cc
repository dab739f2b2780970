#include "administration/catalog/rules/standing.h"

#include <doctest/doctest.h>

using namespace kreislauf;
using namespace kreislauf::catalog::rules;

namespace {

constexpr auto file = R"(kind,begins,since,now,reason
other_state,rheinland-pf,,,Das gibt es nur in Rheinland-Pfalz.
ended,sozialgeld,2023-01-01,,Das Sozialgeld gibt es nicht mehr.
renamed,arbeitslosengeld ii,2023-01-01,Bürgergeld,Arbeitslosengeld II
)";

}  // namespace

TEST_CASE("rows of other states and of law that has ended are found by the words of their names") {
  auto const rules = read_catalogue_rules(file);
  REQUIRE(rules);
  auto const* other = rule_for(*rules, "Förderung des in Rheinland-Pfalz erzeugten Weines");
  REQUIRE(other != nullptr);
  CHECK(other->kind == CatalogueRule::Kind::other_state);
  CHECK(rule_for(*rules, "Sozialgeld") != nullptr);
  CHECK(rule_for(*rules, "Grundsicherung und Sozialgeld") == nullptr);
  CHECK(rule_for(*rules, "Hundesteuer") == nullptr);
}

TEST_CASE("what the law has renamed is called by its name of today") {
  auto const rules = read_catalogue_rules(file);
  REQUIRE(rules);
  auto const* renamed = rule_for(*rules, "Arbeitslosengeld II Bewilligung");
  REQUIRE(renamed != nullptr);
  CHECK(name_today(*renamed, "Arbeitslosengeld II Bewilligung") == "Bürgergeld Bewilligung");
  CHECK(rule_for(*rules, "Arbeitslosengeld III") == nullptr);
}

TEST_CASE("the last three digits of a key tell a case of the same service") {
  CHECK(parent_of("99010001001058") == "99010001001000");
  CHECK(parent_of("99010001001000").empty());
  CHECK(parent_of("x-fahrradverleih").empty());
}

TEST_CASE("nothing is left out without a reason") {
  auto const rules = read_catalogue_rules("kind,begins,since,now,reason\nended,sozialgeld,,,\n");
  REQUIRE_FALSE(rules);
  CHECK(rules.error().find("line 2") == 0);
}

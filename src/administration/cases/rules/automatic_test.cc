#include "administration/cases/rules/automatic.h"

#include <doctest/doctest.h>

#include "administration/cases/rules/type.h"

using namespace kreislauf;
using namespace kreislauf::cases;

namespace {

constexpr std::string_view before = R"toml(
[[check]]
id = "ort"
text = "Liegt hier."
law = "§ 1"
needed = true
[[result]]
id = "zugesagt"
name = "Zugesagt"
outcome = "granted"
letter = true
[[result]]
id = "abgelehnt"
name = "Abgelehnt"
outcome = "refused"
)toml";

std::vector<authored::Problem> problems_of(std::string const& automatic, std::string const& more = {}) {
  std::vector<authored::Problem> problems;
  read_type(more + std::string{before} + automatic, "case.toml", {}, problems);
  return problems;
}

std::string section(std::string const& result, std::string const& sample, std::string const& checks) {
  return "[automatic]\nlaw = \"§ 2\"\nresult = \"" + result + "\"\nsample = " + sample +
         "\n[[automatic.rule]]\nthat = \"ja\"\nbecause = \"Ja.\"\nchecks = [" + checks + "]\n";
}

}  // namespace

TEST_CASE("what a programme decides is read with its rules") {
  std::vector<authored::Problem> problems;
  auto const type = read_type(std::string{before} + section("zugesagt", "10", "\"ort\""), "case.toml", {}, problems);
  CHECK(problems.empty());
  REQUIRE(type.automatic.wanted());
  CHECK(type.automatic.sample == 10);
  CHECK(type.automatic.rules[0].because == "Ja.");
  CHECK_FALSE(standard_type().automatic.wanted());
}

TEST_CASE("a programme refuses nothing, skips no check, and is looked at by chance") {
  CHECK(problems_of(section("abgelehnt", "10", "\"ort\"")).size() == 1);
  CHECK(problems_of(section("gibtsnicht", "10", "\"ort\"")).size() == 1);
  CHECK(problems_of(section("zugesagt", "1", "\"ort\"")).size() == 1);
  CHECK(problems_of(section("zugesagt", "10", "")).size() == 1);
  CHECK(problems_of(section("zugesagt", "10", "\"ort\", \"anderswo\"")).size() == 1);
  CHECK(problems_of(section("zugesagt", "10", "\"ort\""), "[decision]\nfour_eyes = true\n").size() == 1);
  CHECK(problems_of(section("zugesagt", "10", "\"ort\""), "[decision]\nnotice = false\n").size() == 1);
  CHECK(problems_of("[automatic]\nlaw = \"§ 2\"\nresult = \"zugesagt\"\nsample = 10\n").size() >= 1);
}

#include "administration/notices/rules/template.h"

#include <doctest/doctest.h>

#include "administration/notices/rules/court.h"
#include "administration/notices/rules/frame.h"

using namespace kreislauf;
using namespace kreislauf::notices;

namespace {

struct Filled {
  std::string text;
  std::vector<std::string> empty;
  std::vector<authored::Problem> problems;
};

Filled fill(std::string_view text, std::string const& reason = "weil es zu eng ist") {
  feel::Names form;
  form.add("dinge");
  form.add("elektro", feel::TypeKind::boolean);
  auto const names = names_of(form);
  Filled filled;
  auto const written = Template::compile(text, "notice.de.md", names, filled.problems);
  if (not filled.problems.empty()) return filled;
  Template::Values values{.context = feel::Context{names}, .shown = {{"dinge", "2 × Sofa und 1 × Bett"}}};
  values.context.set("elektro", true);
  set_case(values.context, {.number = "2026-000017",
                            .service = "Sperrmüll abholen",
                            .result = "refused",
                            .reason = reason,
                            .arrived = std::chrono::sys_days{std::chrono::year{2026} / 11 / 23}});
  auto made = written.fill(values, {});
  if (made)
    filled.text = *made;
  else
    filled.empty = made.error();
  return filled;
}

}  // namespace

TEST_CASE("holes read answers as people do, and days and names of the case") {
  CHECK(fill("Am {{ antrag.eingang }}: {{dinge}} ({{ antrag.nummer }}).").text ==
        "Am 23. November 2026: 2 × Sofa und 1 × Bett (2026-000017).");
  CHECK(fill("{{ if elektro }}Strom{{ else }}kein Strom{{ end }}").text == "Strom");
  CHECK(
      fill("{{ if not(elektro) }}A{{ else }}B{{ if entscheidung.ergebnis = \"refused\" }}C{{ end }}{{ end }}D").text ==
      "BCD");
}

TEST_CASE("an empty hole is told, never left empty; one that is not written may be") {
  CHECK(fill("Weil: {{ entscheidung.begruendung }}", "").empty == std::vector<std::string>{"entscheidung.begruendung"});
  CHECK(
      fill("{{ if entscheidung.begruendung != \"\" }}Weil: {{ entscheidung.begruendung }}{{ end }}", "").text.empty());
}

TEST_CASE("what an author writes wrongly is told with its line") {
  for (auto const wrong : {"a\nb {{ gibtsnicht }}", "a\n{{ if elektro }} b", "a\n{{ end }}", "a\n{{ else }}",
                           "a\n{{ dinge", "a\n{{ 1 + }}"}) {
    CAPTURE(wrong);
    auto const problems = fill(wrong).problems;
    REQUIRE_FALSE(problems.empty());
    CHECK(problems.front().line == 2);
  }
}

TEST_CASE("text becomes blocks") {
  auto const blocks = blocks_of("Eins\nzwei\n\n## Kopf\n- a\n- b\n\nDrei");
  REQUIRE(blocks.size() == 4);
  CHECK(blocks[0].as_object().at("text").as_string() == "Eins\nzwei");
  CHECK(blocks[1].as_object().at("kind").as_string() == "heading");
  CHECK(blocks[2].as_object().at("items").as_array().size() == 2);
}

TEST_CASE("a review shows what is gone and what is new") {
  auto const lines = difference("a\nb\nc", "a\nx\nc");
  REQUIRE(lines.size() == 4);
  CHECK(lines[1].kind == Line::Kind::gone);
  CHECK(lines[1].text == "b");
  CHECK(lines[2].kind == Line::Kind::added);
  CHECK(lines[3].kind == Line::Kind::same);
}

TEST_CASE("§ 17 JustG NRW: each district has its administrative court") {
  CHECK(court_of("05554016") == "Münster");
  CHECK(court_of("05315000") == "Köln");
  CHECK(court_of("05913000") == "Gelsenkirchen");
  CHECK(court_of("05974") == "Arnsberg");
  CHECK(court_of("05334002") == "Aachen");
  CHECK(court_of("05158") == "Düsseldorf");
  CHECK(court_of("05770") == "Minden");
  CHECK(court_of("09162000").empty());
  CHECK(instruction({.court = "", .authority = "Stadt Gescher"}).empty());
  Remedies const objection{.remedy = deadlines::Remedy::objection, .court = "Münster", .authority = "Stadt Gescher"};
  CHECK(instruction(objection).find("Widerspruch") != std::string::npos);
}

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
                            .outcome = "refused",
                            .result = "abgelehnt",
                            .name = "Abgelehnt",
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

TEST_CASE("what an applicant has written is text on the sheet, whatever it looks like") {
  feel::Names form;
  form.add("grund");
  auto const names = names_of(form);
  std::vector<authored::Problem> problems;
  auto const written =
      Template::compile("Sie schreiben:\n{{ grund }}\n\n## Kosten\nKeine.", "notice.de.md", names, problems);
  for (std::string const said :
       {"## Kosten\n\n- 5000 Euro\n# Ende", "{{ Betrag }}", "\\## Kosten", "-", "5 - 3 # 2 \\ {"}) {
    CAPTURE(said);
    Template::Values values{.context = feel::Context{names}, .shown = {}};
    values.context.set(std::size_t{0}, feel::Value{std::string_view{said}});
    set_case(values.context, {.number = {}, .service = {}, .outcome = {}, .result = {}, .name = {}, .reason = {}});
    auto const text = written.fill(values, {});
    REQUIRE(text);
    CHECK_FALSE(has_gap(*text));
    std::string headings, all;
    for (auto const& value : blocks_of(*text)) {
      auto const& block = value.as_object();
      CHECK(block.at("kind").as_string() != "list");
      std::string const words{block.at("text").as_string()};
      if (block.at("kind").as_string() == "heading") headings += words;
      all += (all.empty() ? "" : "\n\n") + words;
    }
    CHECK(headings == "Kosten");
    CHECK(all == "Sie schreiben:\n" + said + "\n\nKosten\n\nKeine.");
  }
}

TEST_CASE("answers side by side, and behind blanks, stay text, too") {
  feel::Names form;
  form.add("a");
  form.add("b");
  auto const names = names_of(form);
  std::vector<authored::Problem> problems;
  auto const written = Template::compile("  {{ a }}{{ b }}", "notice.de.md", names, problems);
  Template::Values values{.context = feel::Context{names}, .shown = {}};
  values.context.set(std::size_t{0}, feel::Value{std::string_view{"# x {"}});
  values.context.set(std::size_t{1}, feel::Value{std::string_view{"{ y }}"}});
  auto const text = written.fill(values, {});
  REQUIRE(text);
  CHECK_FALSE(has_gap(*text));
  auto const blocks = blocks_of(*text);
  REQUIRE(blocks.size() == 1);
  CHECK(blocks[0].as_object().at("kind").as_string() == "paragraph");
  CHECK(blocks[0].as_object().at("text").as_string() == "# x {{ y }}");
}

TEST_CASE("a gap waits for a person, and names are those of the result") {
  auto const filled =
      fill("Zu zahlen: {{ gap \"Betrag\" }} Euro. {{ entscheidung.name }}, {{ entscheidung.kennung }}.");
  CHECK(filled.text == "Zu zahlen: {{ Betrag }} Euro. Abgelehnt, abgelehnt.");
  CHECK(has_gap(filled.text));
  CHECK(fill("a\n{{ gap Betrag }}").problems.front().line == 2);
  CHECK(fill("{{ if antrag.gebuehr != null }}teuer{{ end }}").text.empty());
}

TEST_CASE("conditions that were true are known by their lines") {
  feel::Names form;
  form.add("elektro", feel::TypeKind::boolean);
  auto const names = names_of(form);
  std::vector<authored::Problem> problems;
  auto const written =
      Template::compile("{{ if elektro }}A{{ end }}\n{{ if not(elektro) }}B{{ end }}", "", names, problems);
  Template::Values values{.context = feel::Context{names}, .shown = {}};
  values.context.set("elektro", true);
  std::set<std::size_t> reached;
  CHECK(written.fill(values, {}, &reached) == "A\n");
  CHECK(written.conditions() == std::set<std::size_t>{1, 2});
  CHECK(reached == std::set<std::size_t>{1});
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

TEST_CASE("texts that are no letter are compared as a whole") {
  std::string const long_text(2'000, '\n');
  auto const lines = difference(long_text, long_text + "a");
  REQUIRE(lines.size() == 2);
  CHECK(lines[1].text.ends_with("a"));
}

TEST_CASE("a question that is called as the case does not take its place") {
  feel::Names form;
  form.add("antrag");
  auto const names = names_of(form);
  std::vector<authored::Problem> problems;
  auto const written = Template::compile("Am {{ antrag.eingang }}", "notice.de.md", names, problems);
  REQUIRE(problems.empty());
  Template::Values values{.context = feel::Context{names}, .shown = {}};
  values.context.set(std::size_t{0}, feel::Value{std::string_view{"ein Text"}});
  set_case(values.context, {.number = "2026-000017",
                            .service = "Sperrmüll abholen",
                            .outcome = "granted",
                            .result = "bewilligt",
                            .name = "Bewilligt",
                            .reason = {},
                            .arrived = std::chrono::sys_days{std::chrono::year{2026} / 11 / 23}});
  auto const text = written.fill(values, {});
  REQUIRE(text);
  CHECK(*text == "Am 23. November 2026");
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
  Remedies const none{.remedy = deadlines::Remedy::none, .court = "Münster", .authority = "Stadt Gescher"};
  CHECK(instruction(none).empty());
}

TEST_CASE("what the town has set is read by the id of its question, and is nothing where it has said nothing") {
  feel::Names form;
  auto const names = names_of(form);
  std::vector<authored::Problem> problems;
  auto const written = Template::compile(
      "{{ if satzung.steuer_zweiter != null }}{{ satzung.steuer_zweiter }}{{ else }}{{ gap \"Betrag\" }}{{ end }}",
      "notice.de.md", names, problems);
  REQUIRE(problems.empty());
  auto const with = [&](std::map<std::string, std::string, std::less<>> town) {
    Template::Values values{.context = feel::Context{names}, .shown = {}};
    FromCase about;
    about.town = std::move(town);
    set_case(values.context, about);
    return *written.fill(values, {});
  };
  CHECK(with({{"steuer-zweiter", "84 Euro"}}) == "84 Euro");
  CHECK(with({{"steuer-zweiter", ""}}) == "{{ Betrag }}");
  CHECK(with({}) == "{{ Betrag }}");
}

TEST_CASE("what no town is ever asked for is told with its line, and what may have been meant") {
  std::vector<std::string> const questions{"steuer-zweiter", "frist"};
  auto const wrong = unasked_of_town("Die Satzung.\n{{ satzung.steuer_zweitr }}", "notice.de.md", questions);
  REQUIRE(wrong.size() == 1);
  CHECK(wrong.front().line == 2);
  CHECK(wrong.front().message.find("did you mean \"satzung.steuer_zweiter\"?") != std::string::npos);
  CHECK(unasked_of_town("{{ if satzung.frist != null }}Hundesteuersatzung.{{ end }}", "", questions).empty());
  CHECK(unasked_of_town("So steht es in der Hundesteuersatzung.", "", questions).empty());
}

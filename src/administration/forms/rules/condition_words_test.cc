#include "administration/forms/rules/condition_words.h"

#include <doctest/doctest.h>

using namespace kreislauf::forms;

namespace {

Definition form() {
  Definition form;
  auto& page = form.pages.emplace_back();
  auto const asks = [&](std::string name, Kind kind) {
    auto& question = page.questions.emplace_back();
    question.name = std::move(name);
    question.kind = kind;
  };
  asks("elektro", Kind::yesno);
  asks("art", Kind::choice);
  asks("arten", Kind::choices);
  asks("anzahl", Kind::number);
  return form;
}

std::string read(std::string_view when) {
  auto const known = form();
  std::string out;
  auto const condition = plain_condition(known, when);
  for (auto const& one : condition.wanted)
    out += (out.empty()     ? ""
            : condition.any ? " or "
                            : " and ") +
           std::string{one.is_not ? "!" : ""} + one.question->name + (one.value.empty() ? "" : ":" + one.value);
  return out;
}

}  // namespace

TEST_CASE("simple conditions are read so that paper can say them") {
  CHECK(read("elektro") == "elektro");
  CHECK(read("not(elektro)") == "!elektro");
  CHECK(read("art = \"sofa\"") == "art:sofa");
  CHECK(read("art != \"sofa\"") == "!art:sofa");
  CHECK(read("list contains(arten, \"sofa\")") == "arten:sofa");
  CHECK(read("art = \"a or b\" or elektro") == "art:a or b or elektro");
  CHECK(read("elektro and art = \"x and y\"") == "elektro and art:x and y");
}

TEST_CASE("of anything else nothing is claimed") {
  for (auto const* when : {"anzahl > 3", "art = arten", "fremd", "fremd = \"x\"", "elektro and anzahl > 3",
                           "elektro and art = \"a\" or art = \"b\"", "count(arten) > 0", "art = \"a\\\"b\"", "",
                           "elektro = \"ja\"", "list contains(arten)", "not(art)"}) {
    CAPTURE(when);
    CHECK(read(when).empty());
  }
}

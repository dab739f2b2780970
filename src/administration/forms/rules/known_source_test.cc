#include <doctest/doctest.h>

#include "administration/forms/rules/definition.h"
#include "administration/forms/rules/known_source.h"

using namespace kreislauf;
using namespace kreislauf::forms;
using authored::Problem;

namespace {

/// A form of a shop, with what is known of it; the known part begins in line 37.
std::string shop(std::string const& known) {
  return R"([form]
kept_days = 30
kept_law = "§ 1"
[page.wer]
title = "Wer?"
law = "§ 1"
[[page.wer.field]]
name = "firma"
kind = "text"
label = "Firma"
[[page.wer.field]]
name = "person"
block = "person"
label = "Name"
[[page.wer.field]]
name = "art"
kind = "choice"
label = "Art"
options = [{ value = "laden", label = "Laden" }, { value = "stand", label = "Stand" }]
[[page.wer.field]]
name = "bisher"
kind = "area"
label = "Bisher"
[[page.wer.field]]
name = "tag"
kind = "date"
label = "Tag"
calendar = true
[[page.wer.field]]
name = "kopie"
kind = "file"
label = "Kopie"
[[page.wer.field]]
name = "zahl"
kind = "number"
label = "Zahl"
)" + known;
}

struct Reading {
  std::vector<Problem> problems;
  Definition form;

  explicit Reading(std::string toml) {
    auto const blocks = read_blocks(block_files(), problems);
    form = read_definition({.form = std::move(toml), .translations = {}}, blocks, problems);
  }
  /// Also against the form where it is known.
  Reading& beside(std::string const& there) {
    OtherForms others{.services = {"laden-anmelden", "laden-schliessen", "markt"}};
    others.form = [&](std::string_view service) -> std::shared_ptr<Definition const> {
      if (service == "markt") return nullptr;
      return std::make_shared<Definition const>(Reading{there}.form);
    };
    check_sources(form, others, problems);
    return *this;
  }
  std::string told() const {
    std::string all;
    for (auto const& one : problems) all += std::to_string(one.line) + ": " + one.message + "\n";
    return all;
  }
};

}  // namespace

TEST_CASE("a form names what an earlier application already says") {
  auto const here =
      shop("[known.laden-anmelden]\nsame = [\"firma\", \"person\", \"art\"]\nfields = { bisher = \"bisher\" }\n");
  Reading reading{here};
  CHECK(reading.beside(here).told().empty());
  REQUIRE(reading.form.known.size() == 1);
  CHECK(reading.form.known[0].service == "laden-anmelden");
  REQUIRE(reading.form.known[0].fields.size() == 4);
  CHECK(reading.form.known[0].fields[1].name == "bisher");
}

TEST_CASE("what is not there, or cannot be taken over, is told with its line") {
  auto const told = [](std::string const& known) { return Reading{shop(known)}.beside(shop("")).told(); };
  CHECK(told("[known.laden-anmelden]\nsame = [\n  \"firma\",\n  \"firme\",\n]\n") ==
        "40: [known.laden-anmelden]: the form has no question \"firme\"; did you mean \"firma\"?\n");
  CHECK(told("[known.laden-anmeldne]\nsame = [\"firma\"]\n") ==
        "37: [known.laden-anmeldne]: there is no service of this name; did you mean \"laden-anmelden\"?\n");
  CHECK(told("[known.markt]\nsame = [\"firma\"]\n").starts_with("37: [known.markt]: this service has no form.toml"));
  CHECK(told("[known.laden-anmelden]\nfields = { firma = \"firme\" }\n") ==
        "38: [known.laden-anmelden]: that form has no question \"firme\"; did you mean \"firma\"?\n");
  CHECK(told("[known.laden-anmelden]\nfields = { firma = \"zahl\" }\n") ==
        "38: [known.laden-anmelden]: \"firma\" is a text here and \"zahl\" a number there\n");
  CHECK(told("[known.laden-anmelden]\nsame = [\"kopie\"]\n").starts_with("38: [known.laden-anmelden]: \"kopie\" is"));
  CHECK(told("[known.laden-anmelden]\nsame = [\"tag\"]\n").starts_with("38: [known.laden-anmelden]: \"tag\" is asked"));
  CHECK(
      told("[known.laden-anmelden]\nsame = [\"firma\"]\nfields = { firma = \"firma\" }\n").find("stands here twice") !=
      std::string::npos);
  CHECK(told("[known.laden-anmelden]\n").starts_with("37: say what is known there"));
  CHECK(told("[known.laden-anmelden]\nsame = [\"firma\"]\nfeilds = { a = \"b\" }\n").find("feilds") !=
        std::string::npos);
  CHECK(told("[known.laden-anmelden]\nsame = \"firma\"\n").starts_with("38: \"same\" is a list of names"));
}

TEST_CASE("an answer that only the other form knows, and a block without a question, are told") {
  auto there = shop("");
  there.replace(there.find("\"stand\""), 7, "\"kiosk\"");
  CHECK(Reading{shop("[known.laden-anmelden]\nsame = [\"art\"]\n")}.beside(there).told() ==
        "38: [known.laden-anmelden]: \"art\" has no answer \"kiosk\", which \"art\" has\n");
  auto group = shop("");
  group.replace(group.find("block = \"person\""), 16,
                "kind = \"group\"\nfields = [{ name = \"vorname\", kind = \"name\", label = \"Vorname\" }]");
  CHECK(Reading{shop("[known.laden-anmelden]\nsame = [\"person\"]\n")}.beside(group).told() ==
        "38: [known.laden-anmelden]: \"person\" there has no question \"nachname\"\n");
}

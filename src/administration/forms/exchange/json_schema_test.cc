#include "administration/forms/exchange/json_schema.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "administration/forms/exchange/files.h"
#include "administration/forms/exchange/json_condition.h"
#include "administration/forms/exchange/json_validator_for_tests.h"
#include "administration/forms/rules/answers_json.h"
#include "administration/forms/rules/example.h"
#include "tests/support/source.h"

using namespace kreislauf;
using namespace kreislauf::forms;
using namespace kreislauf::forms::exchange;
namespace fs = std::filesystem;
namespace json = boost::json;
using feel::Value;
using sample::Validator;

namespace {

struct Package {
  fs::path folder;
  std::shared_ptr<CompiledForm const> form;
  json::value schema;
};

std::vector<Package> packages() {
  std::vector<Package> all;
  for (auto const& entry : fs::directory_iterator{test::source_folder() / "services"}) {
    if (not fs::exists(entry.path() / "form.toml")) continue;
    std::vector<authored::Problem> problems;
    auto const blocks = read_blocks(block_files(), problems);
    auto form = CompiledForm::compile(read_definition(files_of(entry.path()), blocks, problems), problems);
    REQUIRE(problems.empty());
    auto schema = json::parse(json_schema(*form, "Muster"));
    all.push_back({entry.path(), std::move(form), std::move(schema)});
  }
  CHECK(all.size() >= 7);
  return all;
}

std::shared_ptr<CompiledForm const> form_of(std::string const& toml) {
  std::vector<authored::Problem> problems;
  FormFiles const files{.form = toml + "\n[form]\nkept_days = 30\nkept_law = \"§ 1\"\n", .translations = {}};
  auto const blocks = read_blocks(block_files(), problems);
  auto form = CompiledForm::compile(read_definition(files, blocks, problems), problems);
  for (auto const& one : problems) MESSAGE(one.line << ": " << one.message);
  return form;
}

std::string told(json::value const& schema, json::value const& answers) {
  return fmt::format("{}", fmt::join(Validator::faults(schema, answers), "; "));
}

json::value answers_of(CompiledForm const& form, Outcome const& outcome) {
  return json::parse(json_of(form, outcome.answers));
}

bool is_missing(Outcome const& outcome) {
  return std::any_of(outcome.faults.begin(), outcome.faults.end(),
                     [](auto const& one) { return one.check == nullptr; });
}

/// Does the schema say in words alone when the question at this path is asked? Then it cannot miss the answer.
bool is_in_words(json::value const& schema, std::string const& path) {
  auto const* at = &schema;
  for (std::size_t begin = 0; begin < path.size();) {
    auto const end = std::min(path.find_first_of(".[", begin), path.size());
    if (auto const* items = at->as_object().if_contains("items")) at = items;
    at = &at->at("properties").at(path.substr(begin, end - begin));
    auto const* said = at->as_object().if_contains("description");
    if (said != nullptr and said->as_string().find("Wird nur gefragt") != json::string::npos) return true;
    begin = end < path.size() and path[end] == '[' ? path.find('.', end) : end;
    if (begin == std::string::npos) return false;
    ++begin;
  }
  return false;
}

/// Something is missing that the schema asks for.
bool is_told(Outcome const& outcome, json::value const& schema) {
  return std::any_of(outcome.faults.begin(), outcome.faults.end(),
                     [&](auto const& one) { return one.check == nullptr and not is_in_words(schema, one.path); });
}

/// Answers as people might give them, some left out; the same in every run.
class Somebody {
 public:
  explicit Somebody(std::uint64_t seed) : state_{seed} {}

  Answers answers(CompiledForm const& form) {
    Answers all(form.names().size());
    for (auto const& page : form.definition().pages) {
      for (auto const& question : page.questions) {
        if (question.asks()) all[*form.names().find(question.name)] = value(question);
      }
    }
    return all;
  }

 private:
  std::uint64_t below(std::uint64_t limit) {
    state_ = state_ * 6364136223846793005U + 1442695040888963407U;
    return (state_ >> 33) % limit;
  }
  std::int64_t between(std::int64_t least, std::int64_t most) {
    return least + static_cast<std::int64_t>(below(static_cast<std::uint64_t>(std::max(most, least) - least) + 1));
  }

  Value value(Question const& question) {
    constexpr std::uint64_t one_in = 12;
    if (below(one_in) == 0) return {};
    auto const most = question.most == 0 ? question.least + 3 : question.most;
    switch (question.kind) {
      case Kind::email:
        return Value{"erika@beispiel.de"};
      case Kind::number:
        return Value{between(question.least, most)};
      case Kind::money:
        return Value{feel::Decimal::of(between(question.least, most), -2)};
      case Kind::yesno:
        return Value{below(2) == 0};
      case Kind::choice:
        return Value{question.options[below(question.options.size())].value};
      case Kind::choices:
        return ticked(question);
      case Kind::date:
        return Value{feel::Date::of(2026, static_cast<unsigned>(between(1, 12)), 15)};
      case Kind::time:
        return feel::from_text("09:30:00", feel::TypeKind::time);
      case Kind::iban:
        return Value{"DE02120300000000202051"};
      case Kind::file:
        return Value::list({Value{"f1"}});
      case Kind::list: {
        feel::Values entries;
        for (auto i = between(0, std::min<std::int64_t>(most, 4)); i > 0; --i) entries.push_back(entry(question));
        return Value::list(std::move(entries));
      }
      case Kind::group:
        return entry(question);
      default:
        return Value{
            std::string(static_cast<std::size_t>(between(std::max<std::int64_t>(1, question.least), most)), 'x')};
    }
  }

  Value entry(Question const& question) {
    feel::Entries entries;
    for (auto const& one : question.questions) entries.emplace_back(one.name, value(one));
    return Value::context(std::move(entries));
  }

  Value ticked(Question const& question) {
    feel::Values values;
    for (auto const& one : question.options) {
      if (below(2) == 0) values.emplace_back(one.value);
    }
    return values.empty() ? Value{} : Value::list(std::move(values));
  }

  std::uint64_t state_;
};

}  // namespace

TEST_CASE("json schema: the answers of every example are as the schema of their form says") {
  std::size_t whole = 0, part = 0;
  for (auto const& [folder, form, schema] : packages()) {
    for (auto const& path : files_in(folder / "tests", ".toml")) {
      CAPTURE(path.string());
      std::vector<authored::Problem> problems;
      auto const outcome = outcome_of_example(*form, content(path), "a.toml", problems).outcome;
      REQUIRE(problems.empty());
      auto const said = told(schema, answers_of(*form, outcome));
      CHECK((said != "") == is_told(outcome, schema));
      ++(is_missing(outcome) ? part : whole);
    }
  }
  MESSAGE("examples: " << whole << " whole, " << part << " with something missing");
  CHECK(whole >= 7);
  CHECK(part >= 7);
}

TEST_CASE("json schema: it asks for exactly what the form asks for, whatever was answered") {
  std::size_t whole = 0, part = 0, in_words = 0;
  for (auto const& [folder, form, schema] : packages()) {
    for (std::uint64_t seed = 0; seed < 400; ++seed) {
      auto const outcome = form->run(Somebody{seed}.answers(*form), {});
      auto const said = told(schema, answers_of(*form, outcome));
      CAPTURE(folder.filename().string());
      CAPTURE(json_of(*form, outcome.answers));
      CAPTURE(said);
      CHECK((said != "") == is_told(outcome, schema));
      ++(is_missing(outcome) ? part : whole);
      in_words += is_missing(outcome) and not is_told(outcome, schema) ? 1 : 0;
    }
  }
  MESSAGE("answers: " << whole << " whole, " << part << " with something missing, of which " << in_words
                      << " where only words say so");
  CHECK(in_words * 20 < part);
  CHECK(whole > 100);
  CHECK(part > 100);
}

TEST_CASE("json schema: titles, formats, answers, bounds; conditions exactly, or in words") {
  auto const form = form_of(R"([page.a]
title = "A"
law = "§ 1"
[[page.a.field]]
name = "art"
kind = "choice"
label = "Art"
fim = "F60000001"
options = [{ value = "x", label = "Ix" }, { value = "y", label = "Ypsilon" }]
[[page.a.field]]
name = "betrag"
kind = "money"
label = "Betrag"
least = 50
most = 1000
check = [{ that = "betrag > 1", else = "Zu wenig." }]
[[page.a.field]]
name = "tag"
kind = "date"
label = "Tag"
when = "art = \"x\" and betrag > 5"
[[page.a.field]]
name = "nur_y"
kind = "text"
label = "Nur Y"
when = "art != \"x\""
most = 3
)");
  auto const schema = json::parse(json_schema(*form, "Muster"));
  auto const& properties = schema.at("properties").as_object();
  CHECK(schema.at("$schema") == "https://json-schema.org/draft/2020-12/schema");
  CHECK(schema.at("required") == json::array{"art", "betrag"});
  CHECK(properties.at("art").at("enum") == json::array{"x", "y"});
  CHECK(properties.at("art").at("description") == "FIM: F60000001");
  CHECK(properties.at("betrag").at("minimum") == 0.5);
  CHECK(properties.at("betrag").at("maximum") == 10.0);
  CHECK(properties.at("betrag").at("description") == "Es muss gelten: betrag > 1 (Zu wenig.)");
  CHECK(properties.at("tag").at("format") == "date");
  CHECK(properties.at("tag").at("description") == "Wird nur gefragt, wenn gilt: art = \"x\" and betrag > 5");
  auto const said = [&](std::string_view answers) { return told(schema, json::parse(answers)); };
  CHECK(said(R"({"art":"x","betrag":2.5})") == "");
  CHECK(said(R"({"art":"x","betrag":2.5,"tag":"2026-11-29"})") == "");
  CHECK(said(R"({"art":"y","betrag":2.5,"nur_y":"abc"})") == "");
  CHECK(said(R"({"art":"y","betrag":2.5})") == ": lacks nur_y");
  CHECK(said(R"({"art":"x","betrag":2.5,"nur_y":"abc"})") == "/nur_y: nothing may stand here");
  CHECK(said(R"({"art":"y","betrag":2.5,"nur_y":"abcd"})") == "/nur_y: is too long");
  CHECK(said(R"({"art":"z","betrag":0.1})") != "");
  CHECK(said(R"({"art":"x","betrag":2.5,"mehr":1})") == "/mehr: nothing may stand here");
}

TEST_CASE("json schema: conditions that it cannot say exactly are not said by halves") {
  Question choice, ticks, yes, number;
  number.name = "zahl";
  number.kind = Kind::number;
  choice.name = "art";
  choice.kind = Kind::choice;
  ticks.name = "dinge";
  ticks.kind = Kind::choices;
  yes.name = "ja";
  yes.kind = Kind::yesno;
  auto const known = [&](std::string_view name) -> Question const* {
    for (auto const* one : {&choice, &ticks, &yes, &number}) {
      if (one->name == name) return one;
    }
    return nullptr;
  };
  for (auto const* exact :
       {"ja", "not(ja)", "ja = false", "art = \"x\"", "art != \"x\" and ja", "(ja or art = \"x\") and count(dinge) > 0",
        "list contains(dinge, \"a\")", "art in [\"x\", \"y\"]", "art in (\"x\")", "zahl > 1 or zahl <= 0"})
    CHECK_MESSAGE(json_condition(exact, known), exact);
  for (auto const* other : {"", "art", "fremd", "ja and", "ja or (art = \"x\"", "not(art = \"x\")", "count(dinge) > 1",
                            "art = ja", "ja ja", "art = \"x\\\"y\"", "if ja then ja else ja", "art in \"x\"",
                            "zahl > x", "zahl > 1.5", "art > 1", "list contains(art, \"a\")"})
    CHECK_FALSE_MESSAGE(json_condition(other, known), other);
}

TEST_CASE("json schema: schemas and answers for a validator in another language (tests/forms/json_schema.mjs)") {
  auto const* named = std::getenv("KREISLAUF_ANSWERS");
  if (named == nullptr) return;
  json::array all;
  for (auto const& [folder, form, schema] : packages()) {
    json::array samples;
    for (std::uint64_t seed = 0; seed < 100; ++seed) {
      auto const outcome = form->run(Somebody{seed}.answers(*form), {});
      samples.push_back(json::object{{"answers", answers_of(*form, outcome)}, {"whole", not is_told(outcome, schema)}});
    }
    all.push_back(json::object{{"service", folder.filename().string()}, {"schema", schema}, {"samples", samples}});
  }
  write_file(named, json::serialize(all));
}

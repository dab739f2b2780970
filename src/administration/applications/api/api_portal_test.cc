#include <doctest/doctest.h>

#include "tests/support/applying.h"

using namespace kreislauf;
using test::has, test::header;

namespace json = boost::json;

namespace {

constexpr std::string_view service_path = "/api/v1/applications/services/sperrmuell-abholen";

struct Programs : test::Applying {
  json::object answers{
      {"abholort", {{"strasse", "Marktplatz"}, {"hausnummer", "1"}, {"plz", "48712"}, {"ort", "Gescher"}}},
      {"dinge", json::array{{{"art", "sofa"}, {"anzahl", 2}}, {{"art", "anderes"}, {"was", "Tür"}, {"anzahl", 1}}}},
      {"elektro", false},
      {"person", {{"vorname", "Erika"}, {"nachname", "Mustermann"}}},
      {"kontakt", {{"mail", "erika@beispiel.de"}}}};

  http::Response call(std::string const& path, json::object const& body, std::string key = {}) {
    content_type = "application/json";
    idempotency_key = key.empty() ? random.hex(16) : std::move(key);
    auto answer = post("gescher.localhost", path, json::serialize(body));
    content_type = "application/x-www-form-urlencoded";
    idempotency_key.clear();
    return answer;
  }
  http::Response apply(std::string key = {}) {
    return call(std::string{service_path}, {{"answers", answers}, {"confirmed", true}}, std::move(key));
  }
  static std::string text_in(json::object const& object, std::string_view name) {
    return json::value_to<std::string>(object.at(name));
  }
  static json::object object_of(http::Response const& answer) { return json::parse(answer.body).as_object(); }
  static std::string code_of(http::Response const& answer) { return text_in(object_of(answer), "code"); }
};

}  // namespace

TEST_CASE_FIXTURE(Programs, "a program reads what can be applied for, and what is asked") {
  auto const list = object_of(get("gescher.localhost", "/api/v1/applications/services")).at("items").as_array();
  REQUIRE(list.size() == 1);
  CHECK(list[0].at("slug").as_string() == "sperrmuell-abholen");
  auto const one = object_of(get("gescher.localhost", std::string{service_path}));
  CHECK(one.at("answers").as_object().at("properties").as_object().contains("dinge"));
  auto const openapi = object_of(get("gescher.localhost", std::string{service_path} + "/openapi.json"));
  CHECK(openapi.at("openapi").as_string() == "3.1.0");
  CHECK(openapi.at("paths").as_object().contains(service_path));
  CHECK(get("gescher.localhost", "/api/v1/applications/services/personalausweis").status == 404);
  offer("nein");
  CHECK(get("gescher.localhost", std::string{service_path}).status == 404);
}

TEST_CASE_FIXTURE(Programs, "an application is sent at once, arrives as one from the page does, and is followed") {
  auto const sent = apply();
  CHECK(sent.status == 201);
  auto const receipt = object_of(sent);
  CHECK(receipt.at("number").as_string() == "2026-000001");
  auto const told = mails();
  REQUIRE(told.size() == 1);
  CHECK(told.front().subject == "Angekommen: Antrag 2026-000001");
  auto const url = text_in(receipt, "url");
  auto const own = page(url.substr(url.find("/mein-antrag")));
  for (auto const word : {"Marktplatz", "2 × Sofa", "Tür", "Mustermann"}) CHECK_MESSAGE(has(own, word), word);
  auto const status =
      call("/api/v1/applications/status", {{"number", "2026-000001"}, {"code", receipt.at("code").as_string()}});
  CHECK(object_of(status).at("state").as_string() == "submitted");
  auto const wrong = call("/api/v1/applications/status", {{"number", "2026-000001"}, {"code", "AAAAAAAA"}});
  CHECK(wrong.status == 404);
  CHECK(wrong.body == call("/api/v1/applications/status", {{"number", "2026-000009"}, {"code", "AAAAAAAA"}}).body);
}

TEST_CASE_FIXTURE(Programs, "the same key sends once; with other answers it is refused") {
  auto const first = apply("a-key-of-a-program");
  CHECK(apply("a-key-of-a-program").body == first.body);
  CHECK(count("SELECT COUNT(*) FROM applications") == 1);
  answers.at("person").as_object()["vorname"] = "Maria";
  auto const other = apply("a-key-of-a-program");
  CHECK(other.status == 422);
  CHECK(code_of(other) == "key_reused");
  content_type = "application/json";
  CHECK(code_of(post("gescher.localhost", std::string{service_path}, "{}")) == "key_missing");
  content_type = "application/x-www-form-urlencoded";
}

TEST_CASE_FIXTURE(Programs, "what does not fit the form is said by its path, and nothing is kept") {
  answers["farbe"] = "blau";
  answers["elektro"] = "nein";
  answers.at("dinge").as_array()[1].as_object()["groesse"] = 3;
  answers.at("abholort").as_object()["plz"] = 48712;
  auto const answer = apply();
  CHECK(answer.status == 422);
  CHECK(code_of(answer) == "misfit");
  auto const errors = object_of(answer).at("errors").as_array();
  std::set<std::string> told;
  for (auto const& error : errors)
    told.insert(fmt::format("{} {}", std::string_view{error.at("path").as_string()},
                            std::string_view{error.at("code").as_string()}));
  CHECK(told ==
        std::set<std::string>{"farbe unknown", "elektro kind", "dinge[2].groesse unknown", "abholort.plz kind"});
  CHECK(count("SELECT COUNT(*) FROM applications") == 0);
}

TEST_CASE_FIXTURE(Programs, "a list that is longer than the page can hold is refused, not cut off") {
  auto& things = answers.at("dinge").as_array();
  while (things.size() < 51) things.push_back(things.front());
  auto const answer = apply();
  CHECK(code_of(answer) == "misfit");
  CHECK(count("SELECT COUNT(*) FROM applications") == 0);
}

TEST_CASE_FIXTURE(Programs, "what is missing or wrong is said as on the page, in the language of the applicant") {
  answers.at("kontakt").as_object()["mail"] = "falsch";
  answers.at("dinge").as_array()[1].as_object().erase("was");
  answers.erase("person");
  auto const ask = [&](std::string_view language) {
    return call(std::string{service_path}, {{"answers", answers}, {"confirmed", true}, {"language", language}});
  };
  auto const answer = ask("de");
  CHECK(answer.status == 422);
  CHECK(code_of(answer) == "incomplete");
  auto const errors = object_of(answer).at("errors").as_array();
  std::map<std::string, std::string> told;
  for (auto const& error : errors) told[text_in(error.as_object(), "question")] = text_in(error.as_object(), "message");
  CHECK(told.size() == 4);
  for (auto const question : {"kontakt-mail", "dinge-2-was", "person-vorname", "person-nachname"})
    CHECK_MESSAGE(not told[question].empty(), question);
  CHECK(ask("en").body != answer.body);
  CHECK(count("SELECT COUNT(*) FROM applications") == 0);
}

TEST_CASE_FIXTURE(Programs, "nobody sends without having declared it, nor with a body that reads in two ways") {
  auto const status_of = [&](std::string const& body) {
    content_type = "application/json";
    idempotency_key = random.hex(16);
    auto const status = post("gescher.localhost", std::string{service_path}, body).status;
    idempotency_key.clear();
    content_type = "application/x-www-form-urlencoded";
    return status;
  };
  auto const written = json::serialize(answers);
  CHECK(status_of(R"({"answers":)" + written + "}") == 400);
  CHECK(status_of(R"({"answers":)" + written + R"(,"confirmed":false})") == 400);
  CHECK(status_of(R"({"confirmed":true})") == 400);
  CHECK(status_of(R"({"answers":{},"answers":)" + written + R"(,"confirmed":true})") == 400);
  CHECK(status_of(R"({"answers":)" + written + R"(,"confirmed":true,"amt":"x"})") == 400);
  CHECK(status_of("[]") == 400);
  CHECK(status_of("{") == 400);
  CHECK(status_of(R"({"answers":)" + std::string(5000, '[') + "}") == 400);
  CHECK(count("SELECT COUNT(*) FROM applications") == 0);
}

// What was sent must not be said to be lost: the client would send it again, with another key.
TEST_CASE_FIXTURE(Programs, "a call that is repeated is answered as before, whatever has changed since") {
  auto const first = apply("a-key-of-a-program");
  REQUIRE(first.status == 201);
  while (apply().status != 429) {
  }
  CHECK(apply("a-key-of-a-program").body == first.body);
  offer("nein");
  CHECK(apply("a-key-of-a-program").body == first.body);
  CHECK(apply().status == 404);
}

TEST_CASE_FIXTURE(Programs, "the limits of a network hold for programs, too") {
  for (int i = 0; i < 20; ++i) CHECK(apply().status == 201);
  auto const refused = apply();
  CHECK(refused.status == 429);
  CHECK(header(refused, "Retry-After") == "600");
}

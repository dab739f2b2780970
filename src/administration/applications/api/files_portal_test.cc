#include "tests/support/reporting.h"

using namespace kreislauf;
using authority::Role;
using test::has, test::picture;

namespace json = boost::json;

namespace {

constexpr auto service_path = "/api/v1/applications/services/strassenbeleuchtung-melden";

/// A program reports a broken lamp.
struct Program : test::Reporting {
  static std::string report(std::string_view street = "Hauptstraße") {
    return json::serialize(json::object{
        {"answers", {{"strasse", street}, {"schaden", "flackert"}, {"notiz", "Seit gestern"}}}, {"confirmed", true}});
  }
  static std::string file(std::string_view question, std::string_view name, std::string_view bytes) {
    return part(fmt::format("name=\"{}\"; filename=\"{}\"", question, name), bytes);
  }
  http::Response send(std::string const& files, std::string const& key, std::string const& what = report()) {
    idempotency_key = key;
    auto answer = send_parts(service_path, part("name=\"application\"", what) + files);
    idempotency_key.clear();
    return answer;
  }
  static std::string code_of(http::Response const& answer) {
    return json::value_to<std::string>(json::parse(answer.body).as_object().at("code"));
  }
  std::int64_t sent() {
    std::int64_t found = 0;
    database("gescher").read(
        [&](db::Connection& db) { found = db.number("SELECT COUNT(*) FROM applications WHERE submitted_at <> ''"); });
    return found;
  }
};

}  // namespace

TEST_CASE_FIXTURE(Program, "files come with an application of a program and are read by the office") {
  auto const answer = send(file("foto", "Lampe.png", picture) + file("foto", "Mast.png", picture), "erste-meldung");
  REQUIRE(answer.status == 201);
  CHECK(held("f1"));
  CHECK(held("f2"));
  staff("gescher", "technik", {{Role::clerk, "buergerbuero"}});
  CHECK(get("gescher.localhost", "/verwaltung/amt/buergerbuero/antraege/1/dateien/f1").body == picture);
  CHECK(has(get("gescher.localhost", "/verwaltung/amt/buergerbuero/antraege/1"), "Mast.png"));
}

TEST_CASE_FIXTURE(Program, "the same key with the same files is sent once, with another file refused") {
  auto const first = send(file("foto", "Lampe.png", picture), "dieselbe-meldung");
  CHECK(send(file("foto", "Lampe.png", picture), "dieselbe-meldung").body == first.body);
  CHECK(sent() == 1);
  std::string other{picture};
  other[other.size() - 1] ^= 1;
  CHECK(code_of(send(file("foto", "Lampe.png", other), "dieselbe-meldung")) == "key_reused");
}

TEST_CASE_FIXTURE(Program, "a file that is not asked for, too much, or no picture is named, and nothing is sent") {
  auto const all = file("foto", "a.png", picture) + file("foto", "b.png", picture) + file("foto", "c.png", picture);
  for (auto const& files :
       {file("ausweis", "x.png", picture), file("foto", "x.png", "<script>"), all + file("foto", "d.png", picture)}) {
    auto const answer = send(files, random.hex(16));
    CHECK(answer.status == 422);
    CHECK(code_of(answer) == "files");
  }
  says(scan::Verdict::infected);
  CHECK(code_of(send(file("foto", "Lampe.png", picture), "eine-kranke-datei")) == "files");
  CHECK(sent() == 0);
  CHECK(send({}, "ohne-antworten", "{}").status == 400);
  idempotency_key = "ohne-teil";
  CHECK(send_parts(service_path, file("foto", "Lampe.png", picture)).status == 400);
}

TEST_CASE_FIXTURE(Program, "what can be sent is in the OpenAPI document of the service and of the house") {
  auto const one = get("gescher.localhost", std::string{service_path} + "/openapi.json");
  CHECK(has(one, "multipart/form-data"));
  auto const whole = get("gescher.localhost", "/api/openapi.json");
  CHECK(has(whole, "multipart/form-data"));
}

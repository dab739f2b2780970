#include <doctest/doctest.h>

#include <boost/json.hpp>

#include "administration/appointments/acts/environment.h"
#include "tests/support/portal.h"

using namespace kreislauf;
using namespace kreislauf::test;
using namespace std::chrono;
namespace json = boost::json;

namespace {

std::string const host = "gescher.localhost";
std::string const base = "/api/v1/appointments/";

/// The citizens' office of Gescher with one desk, on Monday at 9:30, asked by a program.
struct ApiPortal : TestPortal {
  ApiPortal() {
    database("gescher").write([&](db::Connection& connection) {
      using namespace appointments;
      Settings settings;
      settings.office = "buergerbuero";
      store::save(connection, settings);
      store::save_rules(connection, "buergerbuero", "Mo-Fr 08:00-12:00 alle 10 Minuten", clock.now(), "test");
      store::save(connection, BookableService{.office = "buergerbuero",
                                              .service = "99115005000000",
                                              .label = "Ausweis",
                                              .minutes = 10,
                                              .most = 4,
                                              .phone = true,
                                              .resource = {}});
      store::save(connection, Desk{.office = "buergerbuero", .name = "Schalter 1", .position = 1, .skills = {}});
    });
    content_type = "application/json";
    fresh_key();
  }
  void fresh_key() { idempotency_key = "key-" + random.hex(8); }
  http::Response act(std::string const& path, std::string const& body) {
    fresh_key();
    return post(host, base + path, body);
  }
  std::string hold(std::string const& time = "08:10") {
    auto const answer = act("holds", time_at(time));
    REQUIRE(answer.status == 201);
    return std::string{json::parse(answer.body).at("token").as_string()};
  }
  static std::string time_at(std::string const& time) {
    auto const chosen = R"({"service":"99115005000000","office":"buergerbuero","day":"2026-11-24","time":")";
    return chosen + time + "\"}";
  }
  std::string booked(std::string const& time = "08:10") {
    auto const token = hold(time);
    REQUIRE(act(token + "/booking", R"({"name":"Erika Mustermann","email":"erika@example.org"})").status == 200);
    return token;
  }
  std::string confirmed(std::string const& time = "08:10") {
    auto const token = booked(time);
    REQUIRE(act(token + "/confirmation", "{\"code\":\"" + code_of(token) + "\"}").status == 200);
    return token;
  }
  appointments::Appointment of(std::string const& token) {
    std::optional<appointments::Appointment> found;
    database("gescher").read([&](db::Connection& connection) {
      found = appointments::store::by_token(connection, appointments::token_hash_of(token));
    });
    return *found;
  }
  std::string code_of(std::string const& token) { return appointments::confirm_code_of({.keys = keys()}, of(token)); }
  std::int64_t rows() {
    std::int64_t count = 0;
    database("gescher").read(
        [&](db::Connection& connection) { count = connection.number("SELECT COUNT(*) FROM appointments"); });
    return count;
  }
};

json::object body_of(http::Response const& response) { return json::parse(response.body).as_object(); }
std::string code(http::Response const& response) { return std::string{body_of(response).at("code").as_string()}; }

}  // namespace

TEST_CASE("a program finds a time, holds it, books, confirms, moves and cancels") {
  ApiPortal portal;
  auto const offices = portal.get(host, base + "offices");
  CHECK(offices.status == 200);
  CHECK(body_of(offices).at("items").at(0).at("services").at(0).at("minutes").as_int64() == 10);

  auto const times = portal.get(host, base + "times?service=99115005000000&quantity=2&limit=3&from=2026-11-24");
  CHECK(times.status == 200);
  CHECK(body_of(times).at("items").as_array().size() == 3);
  CHECK(body_of(times).at("items").at(0).at("startsAt").as_string() == "2026-11-24T07:00:00Z");
  CHECK(body_of(times).at("items").at(0).at("minutes").as_int64() == 20);

  auto const token = portal.hold();
  CHECK(body_of(portal.get(host, base + token)).at("state").as_string() == "reserved");
  auto const booking = portal.act(token + "/booking", R"({"name":"Erika Mustermann","email":"erika@example.org"})");
  CHECK(booking.status == 200);
  CHECK(body_of(booking).at("state").as_string() == "preconfirmed");
  CHECK(portal.act(token + "/confirmation", R"({"code":"0123456789abcdef0123"})").status == 404);
  CHECK(portal.act(token + "/confirmation", "{\"code\":\"" + portal.code_of(token) + "\"}").status == 200);
  auto const seen = portal.get(host, base + token);
  CHECK(body_of(seen).at("state").as_string() == "confirmed");
  CHECK(body_of(seen).at("code").as_string().size() == 6);
  CHECK_FALSE(has(seen, "Erika"));
  CHECK_FALSE(has(seen, "erika@"));
  CHECK(seen.caching == http::Caching::none);

  CHECK(portal.act(token + "/move", R"({"office":"buergerbuero","day":"2026-11-25","time":"09:00"})").status == 200);
  CHECK(body_of(portal.get(host, base + token)).at("day").as_string() == "2026-11-25");
  CHECK(portal.act(token + "/cancellation", "{}").status == 200);
  CHECK(portal.of(token).state == appointments::State::deleted);
  auto const again = portal.act(token + "/cancellation", "{}");
  CHECK(again.status == 410);
  CHECK(code(again) == "expired");
}

TEST_CASE("a form does what JSON does") {
  ApiPortal portal;
  portal.content_type = "application/x-www-form-urlencoded";
  auto const wanted = "service=99115005000000&quantity=2&office=buergerbuero&day=2026-11-24&time=08:10";
  CHECK(portal.act("holds", wanted).status == 201);
  portal.content_type = "text/plain";
  CHECK(portal.act("holds", "x").status == 415);
  portal.content_type = "application/json";
  CHECK(portal.post(host, "/barriere-melden", "{}").status == 415);
}

TEST_CASE("the same key gives the same answer and one hold; with another body it is refused") {
  ApiPortal portal;
  auto const first = portal.act("holds", ApiPortal::time_at("08:10"));
  auto const second = portal.post(host, base + "holds", ApiPortal::time_at("08:10"));
  CHECK(first.status == 201);
  CHECK(second.status == 201);
  CHECK(first.body == second.body);
  CHECK(portal.rows() == 1);
  auto const other = portal.post(host, base + "holds", ApiPortal::time_at("08:20"));
  CHECK(other.status == 422);
  CHECK(code(other) == "key_reused");
  CHECK(portal.rows() == 1);
  portal.idempotency_key = "";
  auto const none = portal.post(host, base + "holds", ApiPortal::time_at("08:30"));
  CHECK(none.status == 400);
  CHECK(code(none) == "key_missing");
  CHECK(has(none, "Idempotency-Key"));
}

TEST_CASE("a confirmation sent twice with one key is confirmed once and answered twice") {
  ApiPortal portal;
  auto const token = portal.booked();
  auto const body = "{\"code\":\"" + portal.code_of(token) + "\"}";
  auto const first = portal.act(token + "/confirmation", body);
  auto const second = portal.post(host, base + token + "/confirmation", body);
  CHECK(first.status == 200);
  CHECK(second.status == 200);
  CHECK(first.body == second.body);
  auto const other = portal.act(token + "/confirmation", body);
  CHECK(other.status == 409);
  CHECK(code(other) == "wrong_state");
}

TEST_CASE("who comes second gets the next best times") {
  ApiPortal portal;
  portal.hold("08:10");
  auto const late = portal.act("holds", ApiPortal::time_at("08:10"));
  CHECK(late.status == 409);
  CHECK(code(late) == "time_taken");
  CHECK(late.content_type == "application/problem+json");
  auto const next = body_of(late).at("next").as_array();
  CHECK(next.size() == 5);
  CHECK(next.at(0).at("office").as_string() == "buergerbuero");
  auto const token = portal.confirmed("09:00");
  CHECK(portal.act(token + "/move", R"({"office":"buergerbuero","day":"2026-11-24","time":"08:10"})").status == 409);
  CHECK(portal.of(token).minute == 540);
}

TEST_CASE("a hold that is over says so, and what is wrong is named without repeating it") {
  ApiPortal portal;
  auto const token = portal.hold();
  auto const wrong = portal.act(token + "/booking", R"({"name":"","email":"KANARIENVOGEL"})");
  CHECK(wrong.status == 400);
  CHECK(body_of(wrong).at("errors").at("name").as_string() == "missing");
  CHECK(body_of(wrong).at("errors").at("email").as_string() == "incomplete");
  CHECK_FALSE(has(wrong, "KANARIENVOGEL"));
  auto const long_one =
      portal.act(token + "/booking", R"({"name":"Erika","email":"erika@example.org","phone":"12","note":")" +
                                         std::string(201, 'x') + "\"}");
  CHECK(body_of(long_one).at("errors").at("note").as_string() == "too long");
  CHECK(body_of(long_one).at("errors").at("phone").as_string() == "incomplete");
  CHECK(body_of(long_one).at("errors").as_object().size() == 2);
  portal.clock.advance(minutes{21});
  auto const late = portal.act(token + "/booking", R"({"name":"Erika","email":"erika@example.org"})");
  CHECK(late.status == 410);
  CHECK(portal.get(host, base + token).status == 410);
}

TEST_CASE("nonsense is a 400 with a reason, a strange office or token a 404") {
  ApiPortal portal;
  for (auto const* body :
       {"", "[]", "{", "null", R"({"office":"buergerbuero"})",
        R"({"service":["x"],"office":"buergerbuero","day":"2026-11-24","time":"08:10"})",
        R"({"service":"99115005000000","quantity":99,"office":"buergerbuero","day":"2026-11-24","time":"08:10"})",
        R"({"service":"99115005000000","office":"buergerbuero","day":"2026-02-30","time":"08:10"})",
        R"({"service":"99115005000000","office":"buergerbuero","day":"2026-11-24","time":"25:10"})",
        R"({"services":[{"service":"a\u0000b"}],"office":"buergerbuero","day":"2026-11-24","time":"08:10"})"}) {
    CAPTURE(body);
    CHECK(portal.act("holds", body).status == 400);
  }
  CHECK(
      portal.act("holds", R"({"service":"99115005000000","office":"gibt-es-nicht","day":"2026-11-24","time":"08:10"})")
          .status == 404);
  CHECK(portal.act("0123456789abcdef0123456789abcdef/cancellation", "{}").status == 404);
  CHECK(portal.get(host, base + "times").status == 400);
  CHECK(portal.get(host, base + "times?service=99115005000000&limit=0").status == 400);
  CHECK(body_of(portal.get(host, base + "times?service=quittenxylophon")).at("reason").as_string() ==
        "unknown_service");
}

TEST_CASE("a page elsewhere cannot book, and limits of one address hold for pages and programs together") {
  ApiPortal portal;
  portal.origin = "https://evil.example";
  CHECK(portal.act("holds", ApiPortal::time_at("08:10")).status == 403);
  portal.origin = "";
  for (int i = 0; i < 30; ++i) portal.act("holds", ApiPortal::time_at("08:10"));
  auto const refused = portal.act("holds", ApiPortal::time_at("08:20"));
  CHECK(refused.status == 429);
  CHECK(code(refused) == "too_fast");
  CHECK(header(refused, "Retry-After") == "600");
}

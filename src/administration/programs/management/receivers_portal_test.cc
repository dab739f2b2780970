#include <doctest/doctest.h>

#include "administration/programs/programs.h"
#include "administration/programs/rules/signature.h"
#include "platform/ledger/seal.h"
#include "tests/support/applying.h"
#include "tests/support/receiver.h"

using namespace kreislauf;
using namespace std::chrono_literals;
using authority::Role;
using test::has, test::header;

namespace {

constexpr std::string_view host = "gescher.localhost";

/// A specialist system that wants to be told what happens in the Bürgerbüro.
struct Told : test::Applying {
  test::Receiver receiver;
  std::string secret;
  ledger::NoteSigner signer{"gescher.example/ledger", crypto::SigningKey::make(random)};
  std::string const page_path = "/verwaltung/amt/buergerbuero/fachverfahren";

  Told() {
    modules.programs().network = &receiver;
    head();
    auto const made = add("name-und-adresse");
    auto const at = made.body.find("whsec_");
    REQUIRE(at != std::string::npos);
    secret = made.body.substr(at, made.body.find('<', at) - at);
  }
  void head() { staff("gescher", "leitung", {{Role::head, "buergerbuero"}, {Role::clerk, "buergerbuero"}}); }
  http::Response add(std::string const&, std::string const& url = "https://plan.example/hooks",
                     std::string const& more = {}) {
    return submit(std::string{host}, page_path + "/empfaenger",
                  "empfaenger=Plan&mail=technik%40gescher.example&adresse=" + url + more);
  }
  std::string application() {
    cookies.clear();
    auto own = applied();
    head();
    return own;
  }
  void take_over(int number) {
    submit(std::string{host}, fmt::format("/verwaltung/amt/buergerbuero/antraege/{}", number), "tun=uebernehmen");
  }
  void deliver() {
    auto here = visit("gescher");
    acts::deliver_but(database("gescher"), clock, "mail", [&](acts::OutboxMessage const& message) {
      return programs::send(modules.programs(), here, message);
    });
  }
  void press(std::string const& button) { submit(std::string{host}, page_path + "/empfaenger/1", "tun=" + button); }
  std::string kind(std::size_t i) const { return json_of(i, "type"); }
  std::string json_of(std::size_t i, std::string_view name) const {
    return boost::json::value_to<std::string>(boost::json::parse(receiver.got.at(i).body).as_object().at(name));
  }
  std::int64_t case_in(std::size_t i) const {
    return boost::json::parse(receiver.got.at(i).body).as_object().at("data").as_object().at("case").as_int64();
  }
};

}  // namespace

TEST_CASE_FIXTURE(Told, "a receiver hears what happens, signed, and nothing of anybody") {
  application();
  take_over(1);
  deliver();
  REQUIRE(receiver.got.size() == 2);
  CHECK(kind(0) == "case.open");
  CHECK(kind(1) == "case.take");
  auto const& got = receiver.got[1];
  CHECK(got.url == "https://plan.example/hooks");
  CHECK(got.field("Content-Type") == "application/json");
  auto const expected = programs::signed_message(secret, 2, std::stoll(got.field("webhook-timestamp")), got.body);
  CHECK(got.field("webhook-id") == expected.id);
  CHECK(got.field("webhook-signature") == expected.signature);
  auto const data = boost::json::parse(got.body).as_object().at("data").as_object();
  CHECK(data.at("url") == "http://gescher.localhost:8080/api/v1/cases/buergerbuero/1");
  for (auto const* word : {"Erika", "sperrm", "2026-0"}) CHECK(got.body.find(word) == std::string::npos);
  CHECK(has(page(page_path + "/empfaenger/1"), "angekommen, 1 Versuch, Antwort 204"));
}

TEST_CASE_FIXTURE(Told, "an address that leads to this house is none, and a receiver chooses what it hears") {
  for (auto const* url : {"http://plan.example/", "https://127.0.0.1/", "https://intern/", "https://10.0.0.1/", "plan"})
    CHECK(add("", url).status == 422);
  CHECK(add("", "https://andere.example/", "&ereignisse=case.decide&ereignisse=case.take").status == 200);
  application();
  take_over(1);
  deliver();
  CHECK(receiver.got.size() == 3);
  CHECK(std::count_if(receiver.got.begin(), receiver.got.end(),
                      [](auto const& got) { return got.url == "https://andere.example/"; }) == 1);
}

TEST_CASE_FIXTURE(Told, "what does not arrive holds up its own case and no other, and comes in its order") {
  application();
  receiver.answer = {.status = 500};
  deliver();
  CHECK(receiver.got.size() == 1);
  take_over(1);
  deliver();
  CHECK(receiver.got.size() == 1);  // it rests, and what comes behind it waits
  receiver.answer = {.status = 204};
  application();
  deliver();
  REQUIRE(receiver.got.size() == 2);
  CHECK(case_in(1) == 2);
  clock.advance(31s);
  run_jobs(1);
  deliver();
  REQUIRE(receiver.got.size() == 4);
  CHECK(kind(2) == "case.open");
  CHECK(case_in(2) == 1);
  CHECK(kind(3) == "case.take");
  CHECK(receiver.got[0].field("webhook-id") == receiver.got[2].field("webhook-id"));  // the same, taken once
  CHECK(has(page(page_path + "/empfaenger/1"), "angekommen, 2 Versuche"));
}

TEST_CASE_FIXTURE(Told, "after five days without success a receiver is stopped, and who looks after it is told") {
  application();
  receiver.answer = {.status = 503};
  deliver();
  CHECK(has(page(page_path + "/empfaenger/1"), "Nichts kommt an"));
  for (int i = 0; i < 24 and not has(page(page_path), "angehalten"); ++i) {
    clock.advance(12h);
    REQUIRE(ledger::seal(database("gescher"), signer, clock));
    head();
    run_jobs(1);
    deliver();
  }
  CHECK(has(page(page_path), "angehalten"));
  CHECK(receiver.got.size() > 8);
  auto const sent = mails();
  REQUIRE_FALSE(sent.empty());
  CHECK(sent.back().to == "technik@gescher.example");
  CHECK(sent.back().subject == "Fachverfahren nicht erreichbar: Plan");
  // What happens meanwhile waits, and all of it comes in its order when it goes on.
  take_over(1);
  auto const before = receiver.got.size();
  deliver();
  CHECK(receiver.got.size() == before);
  receiver.answer = {.status = 200};
  press("fortsetzen");
  deliver();
  REQUIRE(receiver.got.size() == before + 2);
  CHECK(kind(before) == "case.open");
  CHECK(kind(before + 1) == "case.take");
}

TEST_CASE_FIXTURE(Told, "a receiver that is gone says so once") {
  application();
  receiver.answer = {.status = 410};
  deliver();
  CHECK(has(page(page_path), "angehalten"));
}

TEST_CASE_FIXTURE(Told, "a silent receiver is left alone for a while") {
  application();
  application();
  receiver.answer = {.status = 0, .problem = "Timeout was reached"};
  deliver();
  CHECK(receiver.got.size() == 1);
  CHECK(has(page(page_path + "/empfaenger/1"), "no answer: Timeout was reached"));
}

TEST_CASE_FIXTURE(Told, "what was sent can be sent again, as the same message") {
  application();
  deliver();
  press("noch-einmal+1");
  deliver();
  REQUIRE(receiver.got.size() == 2);
  CHECK(receiver.got[0].field("webhook-id") == receiver.got[1].field("webhook-id"));
  press("noch-einmal+99");
  deliver();
  CHECK(receiver.got.size() == 2);
}

TEST_CASE_FIXTURE(Told, "a removed receiver hears nothing, and nothing of it stays") {
  application();
  press("entfernen");
  deliver();
  CHECK(receiver.got.empty());
  CHECK(count("SELECT COUNT(*) FROM webhook_messages") == 0);
  CHECK(page(page_path + "/empfaenger/1").status == 404);
}

TEST_CASE_FIXTURE(Told, "a new key of the house keeps the secret of a receiver") {
  auto here = visit("gescher");
  keyring.take({{1, std::string(32, 'a')}, {2, std::string(32, 'b')}});
  CHECK(programs::sealed_under(here, 1) == 2);
  programs::renew_under_keys(here);
  CHECK(programs::sealed_under(here, 1) == 0);
  application();
  deliver();
  auto const& got = receiver.got.at(0);
  auto const expected = programs::signed_message(secret, 1, std::stoll(got.field("webhook-timestamp")), got.body);
  CHECK(got.field("webhook-signature") == expected.signature);
}

TEST_CASE_FIXTURE(Told, "the log is kept for thirty days") {
  application();
  deliver();
  clock.advance(std::chrono::days{31});
  run_jobs(3);
  CHECK(count("SELECT COUNT(*) FROM webhook_messages") == 0);
}

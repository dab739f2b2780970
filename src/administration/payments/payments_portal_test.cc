#include <doctest/doctest.h>

#include "tests/support/till.h"

using namespace kreislauf;
using namespace kreislauf::payments;
using test::has, test::header, test::host, test::TestPortal, test::Till;

TEST_CASE_FIXTURE(Till,
                  "who owes something pays online, comes back and reads that it is paid; who asked for it hears it") {
  auto const open = get(host, page());
  CHECK(has(open, "25 Euro"));
  CHECK(has(open, "Sperrmüll abholen"));
  CHECK(has(open, "DE93 9999 9999 0000 0000 01"));
  auto const answer = press_pay();
  CHECK(answer.status == 303);
  auto const id = transaction_in(answer);
  CHECK(has(get(host, "/testbezahlung/" + id), "Es fließt kein Geld"));
  auto const paid = post(host, "/testbezahlung/" + id, key() + "tun=bezahlen&verhalten=normal");
  CHECK(header(paid, "Location") == "http://gescher.localhost:8080" + page() + "/zurueck");
  CHECK(now() == State::open);  // what the browser says counts for nothing until the service was asked
  CHECK(header(get(host, page() + "/zurueck"), "Location") == page());
  CHECK(now() == State::paid);
  CHECK(has(get(host, page()), "Bezahlt"));
  CHECK(heard == std::vector<std::string>{"paid"});
  auto const sent = mails();
  REQUIRE(sent.size() == 1);
  CHECK(sent[0].to == "erika@example.org");
  CHECK(sent[0].text.find("25 Euro") != std::string::npos);
}

TEST_CASE_FIXTURE(Till, "a double click, a reload and a second tab begin one payment") {
  auto const form = key();
  auto const first = post(host, page(), form + "weg=online"), again = post(host, page(), form + "weg=online");
  auto const tab = press_pay();
  CHECK(header(first, "Location") == header(again, "Location"));
  CHECK(header(first, "Location") == header(tab, "Location"));
  CHECK(transactions() == 1);
}

TEST_CASE_FIXTURE(Till, "what is paid cannot be paid again") {
  at_service("bezahlen");
  come_back();
  CHECK(header(press_pay(), "Location") == page());
  CHECK(transactions() == 1);
  CHECK_FALSE(has(get(host, page()), "online bezahlen"));
}

TEST_CASE_FIXTURE(Till, "an aborted payment loses nothing and can be tried again") {
  for (std::string const button : {"abbrechen", "ablehnen"}) {
    at_service(button);
    auto const back = get(host, page() + "/zurueck");
    CHECK(header(back, "Location") == page() + "?abgebrochen");
    CHECK(has(get(host, page() + "?abgebrochen"), "Es wurde nichts abgebucht"));
    CHECK(now() == State::open);
  }
  at_service("bezahlen");
  come_back();
  CHECK(now() == State::paid);
}

TEST_CASE_FIXTURE(Till, "late: who never comes back and whose notice is late is asked about and paid") {
  at_service("bezahlen", "spaet");
  for (int i = 0; i < 3; ++i) {
    clock.advance(std::chrono::minutes{1});
    run_jobs(2);
  }
  CHECK(now() == State::paid);
}

TEST_CASE_FIXTURE(Till, "twice, out of order, before the answer, replayed: whatever the notices do, it is paid once") {
  std::vector<std::string> const ways{"doppelt", "reihenfolge", "vorher", "wiederholt"};
  for (auto const& way : ways) {
    CAPTURE(way);
    owed = ask_for({2500});
    at_service("bezahlen", way);
    run_jobs(2);
    come_back();
    clock.advance(std::chrono::hours{25});
    run_jobs(2);
    CHECK(now() == State::paid);
  }
  CHECK(heard.size() == ways.size());
}

TEST_CASE_FIXTURE(Till, "never: without any notice the job asks by itself") {
  at_service("bezahlen", "nie");
  clock.advance(std::chrono::minutes{2});
  run_jobs(3);
  CHECK(now() == State::paid);
}

TEST_CASE_FIXTURE(Till, "500 and then success, and silence: it is asked, never assumed") {
  for (std::string const way : {"fehler", "stumm"}) {
    owed = ask_for({2500});
    at_service("bezahlen", way);
    come_back();
    CHECK(now() == State::unknown);
    CHECK(has(get(host, page()), "Wir fragen weiter nach"));
    auto const before = transactions();
    press_pay();
    CHECK(transactions() == before);  // no second payment while nobody knows about the first
    clock.advance(std::chrono::minutes{1});
    run_jobs(3);
    CHECK(now() == State::paid);
  }
}

TEST_CASE_FIXTURE(Till, "forged: a notice without the signature of the service is refused and changes nothing") {
  auto const id = at_service("abbrechen", "gefaelscht");
  CHECK(now() == State::open);
  content_type = "application/json";
  auto const body = R"({"paymentInformation":{"transactionId":")" + id + R"(","status":"PAYED"}})";
  CHECK(post(host, "/api/v1/payments/notices?signatur=00", body).status == 403);
  auto const signature = crypto::hmac_hex(Sandbox::notice_key, body);
  CHECK(post(host, "/api/v1/payments/notices?signatur=" + signature, body).status ==
        200);  // signed, and yet only asked
  run_jobs(3);
  CHECK(now() == State::open);
}

TEST_CASE_FIXTURE(Till,
                  "the service is down when somebody wants to pay: nothing is lost, and it goes on when it is back") {
  payments().sandbox->plan({Mischief::lost});
  CHECK(header(press_pay(), "Location") == page());
  CHECK(has(get(host, page()), "antwortet gerade nicht"));
  CHECK(transactions() == 0);
  clock.advance(std::chrono::minutes{1});
  run_jobs(3);
  CHECK(transactions() == 1);
  CHECK(has(get(host, page()), "Beim Zahlungsdienst weitermachen"));
  CHECK(now() == State::open);
}

TEST_CASE_FIXTURE(Till, "who closes the page of the service may try again after half an hour") {
  press_pay();
  clock.advance(std::chrono::minutes{31});
  run_jobs(3);
  CHECK(has(get(host, page()), "online bezahlen"));
}

TEST_CASE_FIXTURE(Till, "what was called off is not paid; what was paid for it goes back") {
  auto const id = transaction_in(press_pay());
  acts::perform(database("gescher"), clock, "test", [&](acts::Transaction& tx) { cancel(tx, payments(), owed.id); });
  CHECK(has(get(host, page()), "gilt nicht mehr"));
  post(host, "/testbezahlung/" + id, key() + "tun=bezahlen&verhalten=normal");
  come_back();
  CHECK(now() == State::overpaid);
  acts::perform(database("gescher"), clock, "test",
                [&](acts::Transaction& tx) { refund(tx, random, owed.id, {2500}); });
  CHECK_THROWS_AS(acts::perform(database("gescher"), clock, "test",
                                [&](acts::Transaction& tx) { refund(tx, random, owed.id, {1}); }),
                  TooMuch);
  run_jobs(3);
  CHECK(now() == State::refunded);
  CHECK(payments().sandbox->find(id)->refunded == Money{2500});
}

TEST_CASE_FIXTURE(Till, "what was called off while money is only reserved is not taken") {
  auto const id = transaction_in(press_pay());
  acts::perform(database("gescher"), clock, "test", [&](acts::Transaction& tx) { cancel(tx, payments(), owed.id); });
  payments().sandbox->authorise(id, Telling::never, true);
  come_back();
  run_jobs(3);
  CHECK(payments().sandbox->find(id)->captured == Money{});
  CHECK(now() == State::cancelled);
}

TEST_CASE_FIXTURE(Till,
                  "nobody knows an address that was not given, and without a demonstration there is no test payment") {
  CHECK(get(host, "/zahlung/0123456789abcdef0123456789abcdef").status == 404);
  CHECK(get("ahaus.localhost", page()).status == 404);
  TestPortal real;
  CHECK(real.get(host, "/testbezahlung").status == 404);
  CHECK(real.get(host, "/testbezahlung/1").status == 404);
}

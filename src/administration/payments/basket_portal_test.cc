#include <doctest/doctest.h>

#include "administration/payments/acts/basket.h"
#include "administration/payments/acts/jobs.h"
#include "administration/payments/acts/refunds.h"
#include "administration/payments/acts/running.h"
#include "administration/payments/rules/kassenzeichen.h"
#include "administration/payments/store/store.h"
#include "tests/support/till.h"

using namespace kreislauf;
using namespace kreislauf::payments;
using test::has, test::header, test::host, test::Till;

namespace {

/// Somebody owes 25 euros, and 10.50 for something else.
struct Basket : Till {
  Receivable second = ask_for_another({1050});

  /// For another application: what is heard of it is its own state.
  Receivable ask_for_another(Money amount, std::string const& subject = "application:18") {
    Receivable made{.subject = {}, .purpose = {}};
    crypto::Keys const keys{keyring, "05554016"};
    acts::perform(database("gescher"), clock, "guest", [&](acts::Transaction& tx) {
      made =
          create(tx, {keys, random, "http://gescher.localhost:8080"},
                 {.subject = subject, .purpose = "Meldebescheinigung", .amount = amount, .mail = "erika@example.org"});
    });
    return made;
  }

  std::string path() { return page() + "/zusammen"; }
  /// Both ticked, the sum as it is shown.
  std::string both(std::int64_t cents = 3550) {
    return "mit=" + second.token + "&betrag=" + std::to_string(cents) + "&tun=zahlen&link=";
  }
  http::Response send(std::string const& body) { return post(host, path(), key() + body); }
  std::string pay(std::string const& button = "bezahlen") {
    auto const id = transaction_in(send(both()));
    post(host, "/testbezahlung/" + id, key() + "tun=" + button + "&verhalten=normal");
    return id;
  }
  Receivable as_now(Receivable const& r) {
    std::optional<Receivable> found;
    database("gescher").read([&](db::Connection& c) { found = store::find(c, r.id); });
    return *found;
  }
  std::vector<std::string> findings() {
    auto town = visit("gescher");
    return verify(town).findings;
  }
  Desk desk() { return desk_of(payments(), *authorities.directory()->by_slug("gescher"), database("gescher")); }
};

}  // namespace

TEST_CASE_FIXTURE(Basket, "two receivables are paid by one charge, and each is paid for itself") {
  CHECK(has(get(host, page()), "Mehrere zusammen bezahlen"));
  CHECK(has(get(host, path()), "Link einer anderen Zahlung"));
  auto const added = send("link=http%3A%2F%2Fgescher.localhost%3A8080%2Fen" + path_of(second));
  CHECK(added.status == 200);
  CHECK(has(added, "10,50 Euro"));
  CHECK(has(added, "35,50 Euro online bezahlen"));
  auto const id = pay();
  CHECK(transactions() == 1);
  CHECK(payments().sandbox->find(id)->amount == Money{3550});
  come_back();
  CHECK(as_now(owed).state == State::paid);
  CHECK(as_now(owed).received == Money{2500});
  CHECK(as_now(second).state == State::paid);
  CHECK(as_now(second).received == Money{1050});
  CHECK(heard == std::vector<std::string>{"paid", "paid"});
  CHECK(mails().size() == 2);
  CHECK(findings().empty());
}

TEST_CASE_FIXTURE(Basket, "pressed twice, and in a second tab by one of its parts: it is one charge") {
  auto const form = key();
  auto const first = post(host, path(), form + both()), again = post(host, path(), form + both());
  auto const tab = send(both());
  CHECK(header(first, "Location") == header(again, "Location"));
  CHECK(header(first, "Location") == header(tab, "Location"));
  auto const alone = post(host, path_of(second), key() + "weg=online");
  CHECK(header(first, "Location") == header(alone, "Location"));
  CHECK(transactions() == 1);
  CHECK(has(get(host, path_of(second)), "Beim Zahlungsdienst weitermachen"));
}

TEST_CASE_FIXTURE(Basket, "what is being paid by itself is not paid in a basket, too") {
  post(host, path_of(second), key() + "weg=online");
  auto const refused = send(both());
  CHECK(refused.status == 409);
  CHECK(has(refused, "wird gerade schon bezahlt"));
  CHECK(transactions() == 1);
}

TEST_CASE_FIXTURE(Basket, "another sum than the one that was shown is shown first") {
  auto const refused = send(both(3500));
  CHECK(refused.status == 409);
  CHECK(has(refused, "Die Summe ist jetzt eine andere"));
  CHECK(transactions() == 0);
  acts::perform(database("gescher"), clock, "clock", [&](acts::Transaction& tx) { cancel(tx, payments(), second.id); });
  CHECK(send(both()).status != 303);
  CHECK(transactions() == 0);
}

TEST_CASE_FIXTURE(Basket, "an aborted basket leaves both open, and each can be paid by itself") {
  for (std::string const button : {"abbrechen", "ablehnen"}) {
    pay(button);
    come_back();
    CHECK(as_now(owed).state == State::open);
    CHECK(as_now(second).state == State::open);
  }
  at_service("bezahlen");
  come_back();
  CHECK(as_now(owed).state == State::paid);
  CHECK(as_now(second).state == State::open);
  CHECK(findings().empty());
}

TEST_CASE_FIXTURE(Basket, "an answer that is lost: both are asked about by one question, and paid") {
  payments().sandbox->plan({Mischief::late});
  CHECK(header(send(both()), "Location") == page());
  CHECK(as_now(owed).state == State::unknown);
  CHECK(as_now(second).state == State::unknown);
  CHECK(has(get(host, path_of(second)), "Der Zahlungsdienst antwortet gerade nicht"));
  clock.advance(std::chrono::minutes{1});
  run_jobs(2);
  auto const all = payments().sandbox->all();
  REQUIRE(all.size() == 1);
  payments().sandbox->authorise(all[0].id, Telling::never);
  clock.advance(std::chrono::minutes{5});
  run_jobs(2);
  CHECK(as_now(owed).state == State::paid);
  CHECK(as_now(second).state == State::paid);
  CHECK(findings().empty());
}

TEST_CASE_FIXTURE(Basket, "a part is given back by itself, by the way it came, and no more than it was") {
  auto const id = pay();
  come_back();
  auto const give_back = [&](std::int64_t receivable, Money amount) {
    acts::perform(database("gescher"), clock, "kasse",
                  [&](acts::Transaction& tx) { refund(tx, random, receivable, amount); });
  };
  CHECK_THROWS_AS(give_back(second.id, {1051}), TooMuch);
  give_back(second.id, {1050});
  run_jobs(3);
  CHECK(as_now(second).state == State::refunded);
  CHECK(as_now(owed).state == State::paid);
  CHECK(payments().sandbox->find(id)->refunded == Money{1050});
  CHECK(findings().empty());
}

TEST_CASE_FIXTURE(Basket, "called off while the money is only reserved: nothing is taken of the whole") {
  auto const id = transaction_in(send(both()));
  payments().sandbox->authorise(id, Telling::never, true);
  acts::perform(database("gescher"), clock, "clock", [&](acts::Transaction& tx) { cancel(tx, payments(), second.id); });
  come_back();
  CHECK(payments().sandbox->find(id)->captured == Money{0});
  // The other part is let go with it: who has agreed reads that nothing was taken, and pays it by itself.
  CHECK(as_now(second).state == State::cancelled);
  CHECK(as_now(owed).state == State::open);
  auto const told = mails();
  REQUIRE(told.size() == 1);
  CHECK(told[0].subject.starts_with("Nicht abgebucht"));
  CHECK(told[0].text.find("Noch offen: 25 Euro") != std::string::npos);
  CHECK(has(get(host, page()), "online bezahlen"));
  at_service("bezahlen");
  come_back();
  CHECK(as_now(owed).state == State::paid);
  // What the service still holds of the first is never taken, also when it is looked at again.
  clock.advance(std::chrono::hours{25});
  run_jobs(3);
  CHECK(payments().sandbox->find(id)->captured == Money{0});
  CHECK(as_now(owed).received == Money{2500});
  CHECK(mails().size() == 1);  // the receipt
  CHECK(findings().empty());
}

TEST_CASE_FIXTURE(Basket,
                  "a part that was paid by another way lets the whole go, and a reserved whole is taken whole") {
  auto const id = transaction_in(send(both()));
  CHECK(payments().sandbox->authorise(id, Telling::never, true));
  come_back();
  CHECK(payments().sandbox->find(id)->captured == Money{3550});
  CHECK(as_now(owed).state == State::paid);
  CHECK(as_now(second).state == State::paid);
  mails();

  auto const third = ask_for_another({700}, "application:19"), fourth = ask_for_another({300}, "application:20");
  auto const together = transaction_in(
      post(host, path_of(third) + "/zusammen", key() + "mit=" + fourth.token + "&betrag=1000&tun=zahlen&link="));
  payments().sandbox->plan({Mischief::lost});
  get(host, path_of(third) + "/zurueck");  // nobody knows yet how it stands
  acts::perform(database("gescher"), clock, "clock", [&](acts::Transaction& tx) { cancel(tx, payments(), fourth.id); });
  CHECK(payments().sandbox->authorise(together, Telling::never, true));
  clock.advance(std::chrono::minutes{2});
  run_jobs(3);
  CHECK(payments().sandbox->find(together)->captured == Money{0});
  CHECK(as_now(third).state == State::open);
  CHECK(mails().size() == 1);
  // Asked again and again: it is told once.
  clock.advance(std::chrono::hours{30});
  run_jobs(3);
  CHECK(mails().empty());
  CHECK(findings().empty());
}

TEST_CASE_FIXTURE(Basket, "money that was taken after all counts, though the whole was let go") {
  auto const id = transaction_in(send(both()));
  payments().sandbox->authorise(id, Telling::never, true);
  acts::perform(database("gescher"), clock, "clock", [&](acts::Transaction& tx) { cancel(tx, payments(), second.id); });
  come_back();
  CHECK(as_now(owed).state == State::open);
  std::optional<Payment> first;
  database("gescher").read([&](db::Connection& c) { first = store::by_reference(c, id); });
  acts::perform(database("gescher"), clock, "clock", [&](acts::Transaction& tx) {
    apply(tx, desk(), first->id, {.kind = Said::Kind::answered, .step = Step::paid, .reference = id, .amount = {3550}});
  });
  CHECK(as_now(owed).state == State::paid);
  CHECK(as_now(second).state == State::overpaid);  // to be given back
  CHECK(findings().empty());
}

TEST_CASE_FIXTURE(Basket, "what came is split in the order of the parts, to the cent, and nothing of it gets lost") {
  std::vector<Payment> const parts{{.way = std::string{by_sandbox}, .amount = {2500}},
                                   {.way = std::string{by_sandbox}, .amount = {1050}}};
  CHECK(shares_of({3550}, parts) == std::vector<Money>{{2500}, {1050}});
  CHECK(shares_of({3600}, parts) == std::vector<Money>{{2500}, {1100}});
  CHECK(shares_of({2600}, parts) == std::vector<Money>{{2500}, {100}});
  CHECK(shares_of({10}, parts) == std::vector<Money>{{10}, {0}});
  // A service that says it has taken less than was asked for.
  auto const id = transaction_in(send(both()));
  std::optional<Payment> p;
  database("gescher").read([&](db::Connection& c) { p = store::by_reference(c, id); });
  acts::perform(database("gescher"), clock, "clock", [&](acts::Transaction& tx) {
    apply(tx, desk(), p->id, {.kind = Said::Kind::answered, .step = Step::paid, .reference = id, .amount = {2600}});
  });
  CHECK(as_now(owed).state == State::paid);
  CHECK(as_now(second).state == State::underpaid);
  CHECK(as_now(second).received == Money{100});
  CHECK(findings().empty());
}

TEST_CASE_FIXTURE(Basket,
                  "a link that leads nowhere, the own one, one that is paid: said at its field, nothing is lost") {
  CHECK(has(send("link=abc&mit=" + second.token), "Zu diesem Link gibt es hier keine Zahlung"));
  CHECK(has(send("link=abc&mit=" + second.token), "10,50 Euro"));
  pay();
  come_back();
  auto const third = ask_for_another({500});
  auto const answer = post(host, path_of(third) + "/zusammen", key() + "link=" + owed.token);
  CHECK(has(answer, "Dort ist nichts mehr zu bezahlen."));
  CHECK(header(get(host, path()), "Location") == page());
}

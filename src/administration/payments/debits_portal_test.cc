#include <doctest/doctest.h>

#include "administration/payments/acts/bank.h"
#include "administration/payments/acts/debiting.h"
#include "administration/payments/acts/jobs.h"
#include "administration/payments/acts/running.h"
#include "administration/payments/rules/pain008.h"
#include "administration/payments/store/store.h"
#include "tests/support/till.h"

using namespace kreislauf;
using namespace kreislauf::payments;
using authority::Role;
using test::has, test::header, test::host, test::Till;
using Owed = kreislauf::payments::State;

namespace {

constexpr auto agreed =
    "inhaber=Erika+M%C3%BCller&iban=DE02+1203+0000+0000+2020+51&mail=erika%40beispiel.de&einverstanden=ja";

/// Gescher collects by direct debit.
struct Debits : Till {
  Debits() {
    database("gescher").write(
        [](db::Connection& c) { store::save(c, DebitSettings{.creditor = "DE98ZZZ09999999999"}); });
  }

  std::string path() { return page() + "/lastschrift"; }
  http::Response agree(std::string const& with = agreed) { return post(host, path(), key() + with); }
  http::Response treasury(std::string const& what, std::string const& body = {}) {
    staff("gescher", "kasse", {{Role::head, "buergerbuero"}});
    auto answered =
        body.empty() ? submit(host, "/verwaltung/kasse" + what) : submit(host, "/verwaltung/kasse" + what, body);
    cookies.clear();
    return answered;
  }
  bool nothing_to_collect() { return header(treasury("/lastschriften"), "Location").ends_with("?leer=1"); }
  http::Response treasury_sees(std::string const& what) {
    staff("gescher", "kasse", {{Role::head, "buergerbuero"}});
    auto shown = get(host, "/verwaltung/kasse" + what);
    cookies.clear();
    return shown;
  }
  Debit debit() {
    std::optional<Debit> found;
    database("gescher").read([&](db::Connection& c) { found = store::debit_of_receivable(c, owed.id); });
    return *found;
  }
  Booked statement(StatementLine line) {
    auto& db = database("gescher");
    return take_statement(desk_of(payments(), *authorities.directory()->by_slug("gescher"), db), random, {line},
                          "kasse");
  }
  Booked collected(std::string mark = "c") {
    return statement({.mark = std::move(mark),
                      .booked_on = "2026-12-08",
                      .amount = {2500},
                      .text = debit().reference,
                      .end_to_end = debit().reference});
  }
  Booked returned(std::string mark = "r", std::int64_t cents = -2500) {
    return statement({.mark = std::move(mark),
                      .booked_on = "2026-12-08",
                      .amount = {cents},
                      .end_to_end = debit().reference,
                      .returned = true,
                      .reason = "AM04"});
  }
  Owed state() {
    std::optional<Receivable> found;
    database("gescher").read([&](db::Connection& c) { found = store::find(c, owed.id); });
    return found->state;
  }
  std::vector<std::string> findings() {
    auto town = visit("gescher");
    return verify(town).findings;
  }
  /// Two weeks later, into the file.
  void into_the_file() {
    clock.advance(std::chrono::days{8});
    CHECK(header(treasury("/lastschriften"), "Location") == "/verwaltung/kasse/lastschriften");
  }
};

}  // namespace

TEST_CASE_FIXTURE(Debits, "a mandate is given, told with amount and day, goes into one file, and is collected") {
  CHECK(has(get(host, page()), "Per Lastschrift bezahlen"));
  auto const asked = get(host, path());
  CHECK(has(asked, "DE98ZZZ09999999999"));
  CHECK(has(asked, "innerhalb von acht Wochen"));
  CHECK(has(asked, "mindestens 14 Tage"));
  CHECK(header(agree(), "Location") == page());
  auto const mail = mails().back();
  CHECK(mail.to == "erika@beispiel.de");
  CHECK(mail.text.find("25 Euro am 7. Dezember 2026") != std::string::npos);  // 14 days, a Monday
  CHECK(mail.text.find("M-2026-000001") != std::string::npos);
  CHECK(mail.text.find("2020") == std::string::npos);
  CHECK(has(get(host, page()), "Bitte überweisen Sie nicht auch noch."));
  CHECK_FALSE(has(get(host, page()), "online bezahlen"));

  CHECK(nothing_to_collect());  // two weeks are too early for the bank
  into_the_file();
  auto const file = treasury_sees("/lastschriften/1/pain008.xml");
  CHECK(file.status == 200);
  CHECK(has(file, "<NbOfTxs>1</NbOfTxs><CtrlSum>25.00</CtrlSum>"));
  CHECK(has(file, "<SeqTp>OOFF</SeqTp></PmtTpInf><ReqdColltnDt>2026-12-07</ReqdColltnDt>"));
  CHECK(has(file, "<Nm>Erika Mueller</Nm>"));
  CHECK(treasury_sees("/lastschriften/1/pain008.xml").body == file.body);
  CHECK(nothing_to_collect());  // each debit once
  CHECK(state() == Owed::open);
  CHECK(collected().booked == 1);
  CHECK(collected().known == 1);
  CHECK(state() == Owed::paid);
  CHECK(heard == std::vector<std::string>{"paid"});
  CHECK(findings().empty());
}

TEST_CASE_FIXTURE(Debits, "what comes back is open again; the resident is told once, and nothing is debited again") {
  agree();
  into_the_file();
  collected();
  mails();
  CHECK(returned("r", -2850).booked == 1);  // the bank takes 3.50 for it
  CHECK(state() == Owed::open);
  auto const told = mails();
  REQUIRE(told.size() == 1);
  CHECK(told[0].text.find("Wir buchen nicht noch einmal ab.") != std::string::npos);
  CHECK(returned("r", -2850).known == 1);
  CHECK(returned("another file").booked == 0);
  CHECK(mails().empty());
  CHECK(has(treasury_sees("/lastschriften"), "Konto nicht gedeckt"));
  clock.advance(std::chrono::days{30});
  CHECK(nothing_to_collect());
  // It is paid in another way.
  CHECK(has(get(host, page()), "online bezahlen"));
  at_service("bezahlen");
  come_back();
  CHECK(state() == Owed::paid);
  CHECK(findings().empty());
}

TEST_CASE_FIXTURE(Debits, "returned without having been collected, and a return of what never was in a file") {
  agree();
  CHECK(returned("early").booked == 0);
  CHECK(debit().state == Debit::State::announced);
  into_the_file();
  CHECK(returned("late").booked == 1);
  CHECK(state() == Owed::open);
  CHECK(debit().state == Debit::State::returned);
  // A bank that books it after all: nobody knows that debit any more, so somebody looks at the line.
  CHECK(collected("after all").booked + collected("after all 2").unclear <= 2);
  CHECK(statement({.mark = "x",
                   .booked_on = "2026-12-08",
                   .amount = {-2500},
                   .end_to_end = "260000000171-99",
                   .returned = true})
            .booked == 0);
  CHECK(findings().empty());
}

TEST_CASE_FIXTURE(Debits, "a group that is booked in one sum is collected as a whole, and only with its sum") {
  agree();
  into_the_file();
  auto const group = group_of("KL-1", "OOFF", "2026-12-07");
  CHECK(statement({.mark = "1", .booked_on = "2026-12-08", .amount = {2400}, .group = group}).unclear == 1);
  CHECK(state() == Owed::open);
  CHECK(statement({.mark = "2", .booked_on = "2026-12-08", .amount = {2500}, .group = group}).booked == 1);
  CHECK(state() == Owed::paid);
  for (auto const* hostile : {"KL-", "KL-99999999999999999999-OOFF-20261207", "KL-1-RCUR-20261207", "KL-x"})
    CHECK(statement({.mark = hostile, .booked_on = "2026-12-08", .amount = {2500}, .group = hostile}).booked == 0);
}

TEST_CASE_FIXTURE(Debits, "taken back before it is in a file: it is open, and the mandate holds no more") {
  agree();
  CHECK(post(host, path() + "/zurueck", key()).status == 303);
  CHECK(state() == Owed::open);
  CHECK(debit().state == Debit::State::called_off);
  clock.advance(std::chrono::days{14});
  CHECK(nothing_to_collect());
  CHECK(header(agree(), "Location") == page());  // by another mandate
  into_the_file();
  CHECK(post(host, path() + "/zurueck", key()).status == 303);  // too late: the page says so
  CHECK(debit().state == Debit::State::sent);
  CHECK(has(get(host, page()), "Die Lastschrift ist schon bei der Bank."));
  CHECK(findings().empty());
}

TEST_CASE_FIXTURE(Debits, "pressed twice, in two tabs, by card meanwhile: one charge, and the service is not asked") {
  auto const form = key();
  post(host, path(), form + agreed);
  post(host, path(), form + agreed);
  agree();
  std::int64_t count = 0;
  database("gescher").read([&](db::Connection& c) { count = c.number("SELECT COUNT(*) FROM debits"); });
  CHECK(count == 1);
  CHECK(header(press_pay(), "Location") == page());
  come_back();
  run_jobs(3);
  CHECK(transactions() == 0);
  CHECK(treasury("/forderung/" + std::to_string(owed.id), "tun=schalter").status == 409);
}

TEST_CASE_FIXTURE(Debits, "transferred or called off meanwhile: it goes into no file") {
  agree();
  statement({.mark = "t", .booked_on = "2026-12-08", .amount = {2500}, .text = "KZ " + owed.kassenzeichen});
  CHECK(state() == Owed::paid);
  clock.advance(std::chrono::days{8});
  CHECK(nothing_to_collect());
  CHECK(debit().state == Debit::State::called_off);
  CHECK(state() == Owed::paid);
  CHECK(findings().empty());
}

TEST_CASE_FIXTURE(Debits, "a wrong IBAN, no consent, no name: said at its field, nothing is stored") {
  for (auto const* wrong : {"inhaber=Erika&iban=TR330006100519786457841326&mail=e%40b.de&einverstanden=ja",
                            "inhaber=Erika&iban=DE03120300000000202051&mail=e%40b.de&einverstanden=ja",
                            "inhaber=Erika&iban=DE02120300000000202051&mail=e%40b.de",
                            "inhaber=&iban=DE02120300000000202051&mail=e%40b.de&einverstanden=ja"}) {
    auto const answer = agree(wrong);
    CHECK(answer.status == 422);
    CHECK(has(answer, "e@b.de"));
  }
  database("gescher").read([](db::Connection& c) { CHECK(c.number("SELECT COUNT(*) FROM mandates") == 0); });
}

TEST_CASE_FIXTURE(Debits, "nobody reads an IBAN in the store, and after fourteen months it is gone") {
  agree();
  into_the_file();
  collected();
  auto const sealed = [&] {
    std::string text;
    database("gescher").read(
        [&](db::Connection& c) { text = c.text("SELECT debtor FROM mandates WHERE id = 1").value_or(""); });
    return text;
  };
  CHECK(sealed().find("2020") == std::string::npos);
  CHECK(sealed().find("Erika") == std::string::npos);
  auto town = visit("gescher");
  clock.advance(std::chrono::days{380});
  erase(town);
  CHECK(sealed() != "");
  clock.advance(std::chrono::days{80});
  erase(town);
  CHECK(sealed() == "");
}

TEST_CASE_FIXTURE(Debits, "a mandate of an account: first FRST, then RCUR by a button, and revoked with the last one") {
  crypto::Keys const keys{keyring, "05554016"};
  auto const& gescher = *authorities.directory()->by_slug("gescher");
  DebitDesk const desk{payments(), gescher, keys, random};
  auto const act = [&](auto const& what) {
    acts::perform(database("gescher"), clock, "guest", [&](acts::Transaction& tx) { what(tx); });
  };
  act([&](acts::Transaction& tx) {
    give_mandate(tx, desk, owed.id, {.debtor = {"Erika", "DE02120300000000202051"}, .mail = "e@b.de", .account = 7});
  });
  into_the_file();
  collected();
  owed = ask_for({1000});
  CHECK_THROWS_AS(act([&](acts::Transaction& tx) { debit_again(tx, desk, owed.id, 8, ""); }), NotFound);
  act([&](acts::Transaction& tx) { debit_again(tx, desk, owed.id, 7, ""); });
  into_the_file();
  CHECK(has(treasury_sees("/lastschriften/1/pain008.xml"), "<SeqTp>FRST</SeqTp>"));
  CHECK(has(treasury_sees("/lastschriften/2/pain008.xml"), "<SeqTp>RCUR</SeqTp>"));
  owed = ask_for({500});
  act([&](acts::Transaction& tx) { debit_again(tx, desk, owed.id, 7, ""); });
  // Revoked while it is announced: by the link of the payment, and it goes into no file.
  CHECK(has(get(host, page()), "Zurücknehmen und Mandat widerrufen"));
  CHECK(post(host, path() + "/zurueck", key() + "tun=mandat").status == 303);
  clock.advance(std::chrono::days{9});
  CHECK(nothing_to_collect());
  CHECK(state() == Owed::open);
  CHECK_THROWS_AS(act([&](acts::Transaction& tx) { debit_again(tx, desk, owed.id, 7, ""); }), NotFound);
  CHECK(findings().empty());
}

#include <doctest/doctest.h>

#include "administration/payments/acts/bank.h"
#include "administration/payments/acts/jobs.h"
#include "administration/payments/acts/running.h"
#include "administration/payments/rules/kassenzeichen.h"
#include "administration/payments/shared/bookings.h"
#include "administration/payments/store/store.h"
#include "tests/support/till.h"

using namespace kreislauf;
using namespace kreislauf::payments;
using authority::Role;
using test::has, test::header, test::host, test::Till;

namespace {

/// The same with somebody at the treasury.
struct Treasury : Till {
  Treasury() { staff("gescher", "kasse", {{Role::head, "buergerbuero"}}); }

  Booked transfer(std::int64_t cents, std::string text, std::string mark) {
    auto& db = database("gescher");
    return take_statement(
        desk_of(payments(), *authorities.directory()->by_slug("gescher"), db), random,
        {{.mark = std::move(mark), .booked_on = "2026-11-23", .amount = {cents}, .text = std::move(text)}}, "operator");
  }
  std::string path() { return "/verwaltung/kasse/forderung/" + std::to_string(owed.id); }
  std::vector<std::string> findings() {
    auto town = visit("gescher");
    return verify(town).findings;
  }
};

}  // namespace

TEST_CASE_FIXTURE(Treasury, "a transfer is booked by its Kassenzeichen, however it was typed, and only once") {
  CHECK(transfer(2500, "Danke! KZ " + grouped(owed.kassenzeichen), "a").booked == 1);
  CHECK(now() == State::paid);
  CHECK(transfer(2500, "Danke! KZ " + grouped(owed.kassenzeichen), "a").known == 1);
  CHECK(now() == State::paid);
  CHECK(heard == std::vector<std::string>{"paid"});
  CHECK(mails().size() == 1);
}

TEST_CASE_FIXTURE(Treasury, "who transfers too little reads what is missing and may pay the rest online") {
  transfer(1000, owed.kassenzeichen, "a");
  CHECK(now() == State::underpaid);
  CHECK(has(get(host, page()), "Es fehlen noch 15 Euro"));
  CHECK(has(get(host, "/verwaltung/kasse"), "Zu wenig bezahlt"));
  at_service("bezahlen");
  come_back();
  CHECK(now() == State::paid);
}

TEST_CASE_FIXTURE(Treasury, "who transfers too much gets the rest back: the treasury says when it was transferred") {
  transfer(3000, owed.kassenzeichen, "a");
  CHECK(now() == State::overpaid);
  CHECK(has(get(host, page()), "Den Rest zahlen wir zurück"));
  CHECK(has(get(host, "/verwaltung/kasse"), "Zu viel bezahlt"));
  CHECK(has(get(host, path()), "value=\"5,00\""));
  CHECK(submit(host, path(), "tun=erstatten&betrag=5%2C00").status == 303);
  CHECK(now() == State::overpaid);  // it is not gone yet
  CHECK(submit(host, path(), "tun=erstatten&betrag=26").status == 422);
  CHECK(has(get(host, "/verwaltung/kasse"), "Ist zurückgezahlt"));
  CHECK(submit(host, "/verwaltung/kasse/erstattung/2").status == 303);
  CHECK(now() == State::paid);
  CHECK(findings().empty());
}

TEST_CASE_FIXTURE(Treasury, "a line without a Kassenzeichen waits until somebody says where it belongs") {
  transfer(2500, "Sperrmuell Erika", "a");
  transfer(9900, "Auszahlung Zahlungsdienst", "b");
  CHECK(now() == State::open);
  CHECK(has(get(host, "/verwaltung/kasse"), "Sperrmuell Erika"));
  auto const wrong = submit(host, "/verwaltung/kasse/zeile/1", "tun=zuordnen&kassenzeichen=123");
  CHECK(wrong.status == 422);
  CHECK(has(wrong, "Vergleichen Sie die zwölf Ziffern"));
  CHECK(submit(host, "/verwaltung/kasse/zeile/1", "tun=zuordnen&kassenzeichen=" + owed.kassenzeichen).status == 303);
  CHECK(now() == State::paid);
  CHECK(submit(host, "/verwaltung/kasse/zeile/2", "tun=ablegen").status == 303);
  CHECK(has(get(host, "/verwaltung/kasse"), "Alle Zeilen der Kontoauszüge sind zugeordnet."));
}

TEST_CASE_FIXTURE(Treasury, "somebody pays at the counter; not while a payment online is undecided") {
  press_pay();
  auto const refused = submit(host, path(), "tun=schalter");
  CHECK(refused.status == 409);
  CHECK(has(refused, "läuft eine Zahlung online"));
  clock.advance(std::chrono::minutes{31});
  run_jobs(3);
  staff("gescher", "kasse", {{Role::head, "buergerbuero"}});
  CHECK(submit(host, path(), "tun=schalter").status == 303);
  CHECK(now() == State::paid);
  CHECK(has(get(host, path()), "Schalter"));
}

TEST_CASE_FIXTURE(Treasury, "what was paid online goes back online; what the service refuses is transferred") {
  at_service("bezahlen");
  come_back();
  staff("gescher", "kasse", {{Role::head, "buergerbuero"}});
  CHECK(submit(host, path(), "tun=erstatten&betrag=10").status == 303);
  run_jobs(3);
  CHECK(now() == State::part_refunded);
  CHECK(has(get(host, page()), "Wir haben 10 Euro zurückgezahlt"));
  payments().sandbox->plan({Mischief::fail_first, Mischief::late});  // given back, and the answer is lost
  CHECK(submit(host, path(), "tun=erstatten&betrag=15").status == 303);
  for (int i = 0; i < 3; ++i) {
    clock.advance(std::chrono::minutes{5});
    run_jobs(3);
  }
  CHECK(now() == State::refunded);
  CHECK(payments().sandbox->all().at(0).refunded == Money{2500});
  CHECK(findings().empty());
}

namespace {

/// The service stays silent for longer than a day.
struct Silent : Treasury {
  void a_day_of_silence() {
    payments().sandbox->decide([] { return Mischief::lost; });
    for (int i = 0; i < 30; ++i) {
      clock.advance(std::chrono::hours{1});
      run_jobs(3);
    }
    staff("gescher", "kasse", {{Role::head, "buergerbuero"}});
  }
};

}  // namespace

TEST_CASE_FIXTURE(Silent, "the service is silent for a day: the treasury asks there by word and says what came out") {
  at_service("bezahlen", "nie");
  CHECK_FALSE(has(get(host, path()), "Es wurde bezahlt"));
  a_day_of_silence();
  CHECK(has(get(host, "/verwaltung/kasse"), "Der Zahlungsdienst antwortet nicht"));
  CHECK(has(get(host, path()), "Es wurde nicht bezahlt"));
  CHECK(submit(host, path(), "tun=ging+99").status == 404);
  CHECK(submit(host, path(), "tun=ging+1").status == 303);
  CHECK(now() == State::paid);
  CHECK(submit(host, path(), "tun=ging-nicht+1").status == 303);  // decided already: it stays
  CHECK(now() == State::paid);
  CHECK(findings().empty());
}

TEST_CASE_FIXTURE(Silent, "the service is silent for a day and nothing was paid there: it is open to be paid again") {
  press_pay();
  a_day_of_silence();
  CHECK(submit(host, path(), "tun=ging-nicht+1").status == 303);
  CHECK(now() == State::open);
  payments().sandbox->decide({});
  at_service("bezahlen");
  come_back();
  CHECK(now() == State::paid);
  CHECK(findings().empty());
}

TEST_CASE_FIXTURE(Silent, "a refund that nobody answers for a day and that did not happen is transferred by hand") {
  at_service("bezahlen");
  come_back();
  staff("gescher", "kasse", {{Role::head, "buergerbuero"}});
  payments().sandbox->decide([] { return Mischief::lost; });
  CHECK(submit(host, path(), "tun=erstatten&betrag=10").status == 303);
  a_day_of_silence();
  CHECK(has(get(host, path()), "Es wurde nicht erstattet"));
  CHECK(submit(host, path(), "tun=ging-nicht+2").status == 303);
  CHECK(has(get(host, "/verwaltung/kasse"), "Ist zurückgezahlt"));
  CHECK(submit(host, "/verwaltung/kasse/erstattung/2").status == 303);
  CHECK(now() == State::part_refunded);
  CHECK(findings().empty());
}

TEST_CASE_FIXTURE(Treasury, "the bookings of a day are a file that the program of the treasury can take") {
  at_service("bezahlen");
  come_back();
  staff("gescher", "kasse", {{Role::head, "buergerbuero"}});
  auto const file = get(host, "/verwaltung/kasse/buchungen.csv?von=23.11.2026&bis=23.11.2026");
  CHECK(file.content_type == "text/csv; charset=utf-8");
  CHECK(has(file, ";2026-11-23;" + owed.kassenzeichen + ";25,00;Einzahlung;\"sandbox\";"));
  CHECK_FALSE(has(get(host, "/verwaltung/kasse/buchungen.csv?von=24.11.2026&bis=24.11.2026"), owed.kassenzeichen));
}

TEST_CASE_FIXTURE(Treasury, "a Kassenzeichen is found; a wrong digit is said to be one") {
  CHECK(header(get(host, "/verwaltung/kasse?kassenzeichen=" + owed.kassenzeichen), "Location") == path());
  auto wrong = owed.kassenzeichen;
  wrong.back() = wrong.back() == '0' ? '1' : '0';
  CHECK(has(get(host, "/verwaltung/kasse?kassenzeichen=" + wrong), "Das ist kein Kassenzeichen"));
}

TEST_CASE_FIXTURE(Treasury, "clerks do not see the treasury") {
  staff("gescher", "sachbearbeitung", {{Role::clerk, "buergerbuero"}});
  CHECK(get(host, "/verwaltung/kasse").status == 403);
  CHECK(submit(host, path(), "tun=schalter").status == 403);
  CHECK(now() == State::open);
}

TEST_CASE_FIXTURE(
    Treasury, "addresses are gone after thirty days, texts of transfers after ninety, receivables after ten years") {
  transfer(2500, owed.kassenzeichen + " Erika Mustermann", "a");
  clock.advance(std::chrono::hours{24 * 31});
  auto town = visit("gescher");
  erase(town);
  std::optional<Receivable> r;
  std::optional<BankEntry> line;
  auto const look = [&] {
    database("gescher").read([&](db::Connection& db) {
      r = store::find(db, owed.id);
      line = store::entry(db, 1);
    });
  };
  look();
  CHECK(r->mail.empty());
  CHECK_FALSE(line->text.empty());
  clock.advance(std::chrono::hours{24 * 60});
  erase(town);
  look();
  CHECK(line->text.empty());
  clock.advance(std::chrono::hours{24 * 366 * 10});
  erase(town);
  look();
  CHECK_FALSE(r.has_value());
}

TEST_CASE_FIXTURE(Treasury, "another key seals the address anew; the receipt still finds its way") {
  keyring.take({{1, std::string(32, 'a')}, {2, std::string(32, 'b')}});
  auto town = visit("gescher");
  CHECK(sealed_under(town, 1) == 1);
  renew_under_keys(town);
  CHECK(sealed_under(town, 1) == 0);
  transfer(2500, owed.kassenzeichen, "a");
  CHECK(mails().at(0).to == "erika@example.org");
}

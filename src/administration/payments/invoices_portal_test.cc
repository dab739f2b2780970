#include <doctest/doctest.h>

#include "administration/payments/acts/invoicing.h"
#include "administration/payments/store/store.h"
#include "tests/support/till.h"

using namespace kreislauf;
using namespace kreislauf::payments;
using authority::Role;
using test::has, test::header, test::host, test::Till;

namespace {

/// Gescher lets people pay within thirty days.
struct Invoices : Till {
  http::Response order() { return post(host, page() + "/rechnung", key()); }
  std::optional<Invoice> invoice() {
    std::optional<Invoice> found;
    database("gescher").read([&](db::Connection& c) { found = store::invoice_of(c, owed.id); });
    return found;
  }
  void remind() {
    auto town = visit("gescher");
    remind_of_invoices(payments(), town);
  }
  std::string treasury() {
    staff("gescher", "kasse", {{Role::head, "buergerbuero"}});
    auto shown = get(host, "/verwaltung/kasse");
    cookies.clear();
    return std::string{shown.bytes()};
  }
  std::size_t mails_about(std::string_view subject) {
    std::size_t found = 0;
    for (auto const& mail : mails()) found += mail.subject.starts_with(subject) ? 1 : 0;
    return found;
  }
};

}  // namespace

TEST_CASE_FIXTURE(Invoices, "who pays later gets an invoice that is due on a working day, once") {
  CHECK(has(get(host, page()), "Später auf Rechnung"));
  CHECK(order().status == 303);
  auto const written = invoice();
  REQUIRE(written);
  CHECK(written->issued_on == "2026-11-23");
  CHECK(written->due_on == "2026-12-23");  // thirty days behind the day of the event (§ 187 (1) BGB)
  CHECK(written->amount == Money{2500});
  CHECK(order().status == 303);
  CHECK(mails_about("Rechnung: Kassenzeichen") == 1);

  auto const shown = get(host, page());
  CHECK(has(shown, "Ihre Rechnung vom 23. November 2026: Bitte bezahlen Sie bis 23. Dezember 2026."));
  CHECK_FALSE(has(shown, "Später auf Rechnung"));
  CHECK(has(shown, "online bezahlen"));  // every other way stays open
}

TEST_CASE_FIXTURE(Invoices, "who asks for invoices too often reads so, and when it works again") {
  for (int i = 0; i < 20; ++i) CHECK(order().status == 303);
  auto const refused = order();
  CHECK(refused.status == 429);
  CHECK(has(refused, "Das waren viele Versuche in kurzer Zeit"));
  CHECK(has(refused, "Zurück zur Zahlung"));
  clock.advance(std::chrono::minutes{10});
  CHECK(order().status == 303);
}

TEST_CASE_FIXTURE(Invoices, "who tries to pay too often reads so, too") {
  for (int i = 0; i < 30; ++i) CHECK(press_pay().status == 303);
  auto const refused = press_pay();
  CHECK(refused.status == 429);
  CHECK(has(refused, "Das waren viele Versuche in kurzer Zeit"));
}

TEST_CASE_FIXTURE(Invoices, "an invoice that would be due on Christmas is due on the next working day") {
  clock.advance(std::chrono::days{2});  // thirty days later it is 25 December 2026, a Friday
  order();
  REQUIRE(invoice());
  CHECK(invoice()->due_on == "2026-12-28");
}

TEST_CASE_FIXTURE(Invoices, "what is overdue is reminded of once and stands on the page of the treasury") {
  order();
  mails();
  clock.advance(std::chrono::days{32});  // a transfer of the last day may still be on its way
  remind();
  CHECK(mails_about("Erinnerung") == 0);
  CHECK(treasury().find("Überfällige Rechnungen") != std::string::npos);
  clock.advance(std::chrono::days{3});
  remind();
  remind();
  CHECK(mails_about("Erinnerung") == 1);
  CHECK(treasury().find("28.12.2026") != std::string::npos);
}

TEST_CASE_FIXTURE(Invoices, "what is paid is neither reminded of nor overdue") {
  order();
  at_service("bezahlen");
  come_back();
  mails();
  clock.advance(std::chrono::days{60});
  remind();
  CHECK(mails_about("Erinnerung") == 0);
  CHECK(treasury().find("Überfällige Rechnungen") == std::string::npos);
}

TEST_CASE_FIXTURE(Invoices,
                  "while a charge is undecided, above the limit or where there are none nobody gets an invoice") {
  press_pay();
  CHECK(order().status == 303);
  CHECK_FALSE(invoice());
  database("gescher").write([](db::Connection& c) { store::save(c, InvoiceSettings{.days = 30, .most = {1000}}); });
  owed = ask_for({2500});
  CHECK_FALSE(has(get(host, page()), "Später auf Rechnung"));
  order();
  CHECK_FALSE(invoice());
  CHECK(get(host, page() + "/rechnung.pdf").status == 404);
}

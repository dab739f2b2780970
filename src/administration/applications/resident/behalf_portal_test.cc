#include <doctest/doctest.h>

#include "administration/applications/store/verify.h"
#include "tests/support/logging_in.h"

using namespace kreislauf;
using authority::Role;
using test::has, test::header;

namespace {

constexpr std::string_view form_for_others = R"(
[form]
kept_days = 90
kept_law  = "§ 18 BMG"
identity_later = true
behalf = ["child", "power"]
[page.person]
title = "Wer soll in der Bescheinigung stehen?"
law   = "§ 18 BMG"
[[page.person.field]]
name  = "person"
block = "person"
label = "Name"
[[page.person.field]]
name  = "geboren"
kind  = "date"
label = "Geburtsdatum"
fill  = "bday"
[page.eltern]
title = "Nur für Kinder"
law   = "§ 18 BMG"
when  = 'vertretung.fuer = "child"'
[[page.eltern.field]]
name  = "schule"
kind  = "yesno"
label = "Für die Schule?"
[page.kontakt]
title = "Wie erreichen wir Sie?"
law   = "§ 18 BMG"
[[page.kontakt.field]]
name  = "kontakt"
block = "kontakt"
label = "E-Mail und Telefon"
)";

struct ForOthers : test::LoggingIn {
  ForOthers() { use_form(std::string{form_for_others}); }

  std::string begun() {
    auto const first = header(send_form("/antrag/meldebescheinigung"), "Location");
    CHECK(first.ends_with("/fuer-wen"));
    return first.substr(0, first.rfind('/'));
  }
  void names_child(std::string const& own) {
    send_form(own + "/person",
              "person-vorname=Lena&person-nachname=Muster&geboren.tag=3&geboren.monat=5&geboren.jahr=2019");
    send_form(own + "/eltern", "schule=ja");
    send_form(own + "/kontakt", "kontakt-mail=erika%40beispiel.de&kontakt-telefon=");
  }
  std::string for_child() {
    auto own = begun();
    send_form(own + "/fuer-wen",
              "vertretung-fuer=child&vertretung-vertreter_vorname=Erika&vertretung-vertreter_nachname=Muster");
    names_child(own);
    return own;
  }
  void sign_in() {
    auto const code_page = header(send_form("/konto/anmelden", "mail=erika%40beispiel.de"), "Location");
    auto const text = mails().back().text;
    auto const at = text.find("Stadt Gescher: ") + 15;
    send_form(code_page, "code=" + text.substr(at, 4) + text.substr(at + 5, 4));
  }
};

}  // namespace

TEST_CASE_FIXTURE(ForOthers, "the form begins with for whom it is, and knows only what its package allows") {
  auto const own = begun();
  auto const first = page(own + "/fuer-wen");
  for (auto const* text : {"Für wen stellen Sie den Antrag?", "Für mein Kind", "Vollmacht gegeben hat"})
    CHECK(has(first, text));
  CHECK_FALSE(has(first, "rechtlich betreue"));
  auto const arabic = page("/ar" + own + "/fuer-wen");
  CHECK(has(arabic, "لطفلي"));
  CHECK(has(send_form(own + "/fuer-wen", "vertretung-fuer=care"), "") == true);
  CHECK(has(page(own + "/fuer-wen?fehler=1"), "Bitte"));
}

TEST_CASE_FIXTURE(ForOthers, "who applies for himself is asked nothing more") {
  auto const own = begun();
  CHECK(header(send_form(own + "/fuer-wen", "vertretung-fuer=self"), "Location") == own + "/person");
  CHECK_FALSE(has(page(own + "/person"), "Sie handeln für jemand anderen"));
}

TEST_CASE_FIXTURE(ForOthers,
                  "a parent applies for the child: two persons in the answers, and the office sees who acts") {
  auto const own = for_child();
  CHECK(has(page(own + "/person"), "Sie handeln für jemand anderen"));
  CHECK(has(page(own + "/pruefen"), "Nachrichten und Bescheid bekommen Sie"));
  CHECK(header(send_form(own + "/senden"), "Location") == own + "?neu=1");
  auto const told = mails();
  REQUIRE(told.size() == 1);
  CHECK(told[0].to == "erika@beispiel.de");
  staff("gescher", "sachbearbeiterin", {{Role::clerk, "buergerbuero"}});
  auto const office = page("/verwaltung/amt/buergerbuero/antraege/1");
  for (auto const* text : {"Vertretung", "Erika Muster", "Lena Muster", "§§ 1626, 1629 BGB"}) CHECK(has(office, text));
  CHECK_FALSE(has(office, "Nachweis gesehen"));  // parents need none
  CHECK(applications::verify(database("gescher"), clock.now()).findings.empty());
}

TEST_CASE_FIXTURE(ForOthers, "with a power of attorney the office notes that it has seen it") {
  auto const own = begun();
  send_form(own + "/fuer-wen",
            "vertretung-fuer=power&vertretung-vertreter_vorname=Vera&vertretung-vertreter_nachname=Vertreter");
  CHECK(has(page(own + "/fuer-wen"), "Betreuerausweis oder Vollmacht"));
  send_form(own + "/person",
            "person-vorname=Otto&person-nachname=Muster&geboren.tag=3&geboren.monat=5&geboren.jahr=1941");
  send_form(own + "/kontakt", "kontakt-mail=vera%40beispiel.de&kontakt-telefon=");
  CHECK(header(send_form(own + "/senden"), "Location") == own + "?neu=1");
  staff("gescher", "sachbearbeiterin", {{Role::clerk, "buergerbuero"}});
  auto const one = std::string{"/verwaltung/amt/buergerbuero/antraege/1"};
  CHECK(has(page(one), "noch nicht gesehen"));
  submit("gescher.localhost", one, "tun=nachweis&begruendung=");
  CHECK(has(page(one), "gesehen am"));
  CHECK(count("SELECT COUNT(*) FROM events WHERE kind = 'application.evidence_seen' AND actor LIKE 'staff:%'") == 1);
}

TEST_CASE_FIXTURE(ForOthers,
                  "an account keeps the child where its owner wants it, and gives it to the next application") {
  sign_in();
  auto const own = for_child();
  CHECK(has(page(own + "/pruefen"), "Auch die Person merken"));
  send_form(own + "/senden", "person-merken=1");
  CHECK(count("SELECT COUNT(*) FROM account_people") == 1);
  CHECK(count("SELECT COUNT(*) FROM account_people WHERE sealed LIKE '%Lena%'") == 0);
  auto const facts = page("/konto/angaben");
  for (auto const* text : {"Lena Muster", "Ihr Kind", "3. Mai 2019", "2026-000001"}) CHECK(has(facts, text));
  CHECK(has(page("/konto/daten.json"), R"("given_name":"Lena")"));

  auto const next = begun();
  CHECK(has(page(next + "/fuer-wen"), "Für Lena Muster"));
  CHECK(header(send_form(next + "/fuer-wen", "person-aus-konto=1"), "Location") == next + "/fuer-wen?konto=1");
  CHECK(has(page(next + "/person"), "value=\"Lena\""));
  CHECK(has(page(next + "/person"), "value=\"2019\""));
  CHECK(has(page(next + "/eltern"), "Für die Schule?"));
  // Not the owner's own name: the page asks for the child.
  CHECK_FALSE(has(page(next + "/person"), "Aus Ihrem Konto"));

  send_form("/konto/angaben/person", "person=1");
  CHECK(count("SELECT COUNT(*) FROM account_people") == 0);
  CHECK_FALSE(has(page(begun() + "/fuer-wen"), "Lena"));
}

TEST_CASE_FIXTURE(ForOthers, "nobody takes over whom somebody else acts for") {
  sign_in();
  send_form(for_child() + "/senden", "person-merken=1");
  other_cookies.clear();
  auto const own = begun();
  CHECK(header(send_form(own + "/fuer-wen", "person-aus-konto=1"), "Location").starts_with("/konto?ziel="));
  CHECK_FALSE(has(page(own + "/person"), "value=\"Lena\""));
}

TEST_CASE_FIXTURE(ForOthers, "a login of who acts is compared with who acts, not with the child") {
  auto const own = log_in(for_child());
  CHECK(header(send_form(own + "/uebernehmen"), "Location") == own + "/pruefen");
  CHECK(has(page(own + "/person"), "value=\"Lena\""));
  CHECK(has(page(own + "/fuer-wen"), "value=\"Mustermann\""));
}

#include <doctest/doctest.h>

#include "tests/support/cosigning.h"
#include "tests/support/erasing.h"

using namespace kreislauf;
using namespace std::chrono_literals;
using authority::Role;
using test::Cosigning, test::findings, test::has, test::header;

namespace {

constexpr std::string_view host = "gescher.localhost", one = "/verwaltung/amt/buergerbuero/antraege/1";

/// Erika has applied, Max has signed; the office works on it and asks for the name once more.
struct CosignedAmendment : Cosigning {
  std::string own, first_link;

  explicit CosignedAmendment(std::string const& answers = others()) {
    own = asked(answers);
    first_link = link_for("max@beispiel.de");
    signs(first_link);
    if (answers.find("dritte_mail") != std::string::npos) signs(link_for("vera@beispiel.de"), "Vera+Vermieterin");
    clerk();
    submit(std::string{host}, std::string{one}, "tun=uebernehmen");
    cookies.clear();
    asks_for("person");
    mails();
  }
  void clerk() { staff("gescher", "sachbearbeiterin", {{Role::clerk, "buergerbuero"}}); }
  void asks_for(std::string const& question) {
    clerk();
    CHECK(submit(std::string{host}, std::string{one} + "/nachfordern",
                 "art=nachfordern&fragen=" + question + "&nachricht=Bitte+genauer.&bis=2026-12-14")
              .status == 303);
    cookies.clear();
  }
  std::string office_page() {
    clerk();
    auto body = page(std::string{one}).body;
    cookies.clear();
    return body;
  }
  std::string phase() {
    std::string found;
    database("gescher").read(
        [&](db::Connection& db) { found = db.text("SELECT phase FROM cases WHERE id = 1").value_or(""); });
    return found;
  }
  http::Response amends(std::string const& name = "Erna") {
    send_form(own + "/ergaenzen/person", "person-vorname=" + name + "&person-nachname=Mustermann");
    return send_form(own + "/ergaenzen/pruefen");
  }
  std::int64_t amended() { return count("SELECT COUNT(*) FROM events WHERE kind = 'application.amend'"); }
};

struct ThreeSign : CosignedAmendment {
  ThreeSign() : CosignedAmendment{others("max%40beispiel.de", "vera%40beispiel.de")} {}
};

}  // namespace

TEST_CASE_FIXTURE(CosignedAmendment, "what others have signed and is amended counts when they have signed again") {
  send_form(own + "/ergaenzen/person", "person-vorname=Erna&person-nachname=Mustermann");
  CHECK(has(page(own + "/ergaenzen/pruefen"), "Danach muss noch jemand unterschreiben, wie beim Antrag selbst"));
  CHECK(header(send_form(own + "/ergaenzen/pruefen"), "Location") == own + "/ergaenzen");
  // It does not count: the office sees what was signed, and still waits.
  CHECK(amended() == 0);
  CHECK(phase() == "waiting");
  CHECK(count("SELECT COUNT(*) FROM ledger_entries") == 1);
  CHECK(office_page().find("Erna") == std::string::npos);
  CHECK(has(page(own), "Ihre Ergänzung wartet auf Unterschrift"));
  CHECK(has(page(own + "/ergaenzen"), "noch nicht unterschrieben"));
  CHECK(findings(*this).empty());
  // Nothing changes meanwhile, by whatever is sent.
  CHECK(header(send_form(own + "/ergaenzen/person", "person-vorname=Emma&person-nachname=Mustermann"), "Location") ==
        own + "/ergaenzen");
  CHECK(header(send_form(own + "/ergaenzen/pruefen"), "Location") == own + "/ergaenzen");

  auto const link = link_for("max@beispiel.de");
  CHECK(link != first_link);
  CHECK(has(page(first_link), "Sie haben unterschrieben"));  // that was another version
  CHECK(signs(first_link).status == 200);
  CHECK(amended() == 0);
  auto const shown = page(link);
  CHECK(has(shown, "Das Amt hat nachgefragt"));
  CHECK(has(shown, "Das ist anders als bisher"));
  CHECK(has(shown, "<del>Erika Mustermann</del>"));
  CHECK_FALSE(has(shown, "Emma"));

  CHECK(header(signs(link), "Location") == link);
  CHECK(amended() == 1);
  CHECK(phase() == "working");
  CHECK(has(page(link), "Der Antrag ist jetzt im Amt"));
  CHECK(office_page().find("Erna Mustermann") != std::string::npos);
  CHECK(count("SELECT COUNT(*) FROM ledger_entries WHERE content LIKE '%\"signatures\":[{\"role\":\"zweiter\"%'") == 2);
  CHECK(count("SELECT COUNT(*) FROM application_signatures WHERE version = 0 AND state = 'given'") == 1);
  CHECK(count("SELECT COUNT(*) FROM application_signatures WHERE version = 1 AND state = 'given'") == 1);
  CHECK(has(page(own), "Max Mustermann"));
  CHECK_FALSE(has(page(own), "wartet auf Unterschrift"));
  CHECK(has(page(own + "/datennutzung"), "hat den Antrag gelesen und unterschrieben"));
  CHECK(findings(*this).empty());
}

TEST_CASE_FIXTURE(CosignedAmendment, "what changes nothing, and what nobody must sign any more, counts at once") {
  CHECK(header(amends("Erika"), "Location") == own + "?ergaenzt=1");
  CHECK(amended() == 1);
  asks_for("gemeinsam");
  send_form(own + "/ergaenzen/andere", "gemeinsam=nein");
  CHECK(header(send_form(own + "/ergaenzen/pruefen"), "Location") == own + "?ergaenzt=1");
  CHECK(amended() == 2);
  CHECK(findings(*this).empty());
}

TEST_CASE_FIXTURE(CosignedAmendment, "who does not sign says why; what was amended does not count, and is there") {
  amends();
  auto const link = link_for("max@beispiel.de");
  CHECK(has(page(link), "Dann gilt die Änderung nicht"));
  send_form(link, "tun=ablehnen&grund=Sie+hei%C3%9Ft+nicht+so.");
  CHECK(amended() == 0);
  CHECK(phase() == "waiting");
  auto const told = mails();
  REQUIRE(told.size() == 1);
  CHECK(told[0].to == "erika@beispiel.de");
  CHECK(told[0].text.find("wurde nicht unterschrieben") != std::string::npos);
  CHECK(has(page(own + "/ergaenzen/pruefen"), "Sie heißt nicht so."));
  CHECK(has(page(own + "/ergaenzen/person"), "value=\"Erna\""));
  CHECK(findings(*this).empty());
  // Again, and signed.
  amends("Erina");
  signs(link_for("max@beispiel.de"));
  CHECK(amended() == 1);
  CHECK(office_page().find("Erina") != std::string::npos);
}

TEST_CASE_FIXTURE(CosignedAmendment, "taken back it can be changed, and the link ends; not signed in time it lapses") {
  amends();
  auto const link = link_for("max@beispiel.de");
  CHECK(has(page(own + "/ergaenzen"), "Holen Sie die Ergänzung zurück"));
  CHECK(header(send_form(own + "/unterschriften", "tun=zurueckholen"), "Location") == own + "/ergaenzen");
  CHECK(signs(link).status == 410);
  CHECK(amended() == 0);
  amends("Emma");
  mails();
  clock.advance(24h * 15);
  run_jobs();
  CHECK(count("SELECT COUNT(*) FROM application_signatures WHERE state = 'asked'") == 0);
  CHECK(has(page(own + "/ergaenzen/pruefen"), "hat niemand unterschrieben"));
  CHECK(amended() == 0);
  CHECK(findings(*this).empty());
}

TEST_CASE_FIXTURE(CosignedAmendment, "another mailbox gets another link, and the office may go on without") {
  amends();
  auto const link = link_for("max@beispiel.de");
  auto const id = count("SELECT MAX(id) FROM application_signatures");
  CHECK(send_form(own + "/unterschriften", fmt::format("tun=adresse&wer={}&mail=moritz%40beispiel.de", id)).status ==
        303);
  CHECK(signs(link).status == 410);
  auto const other = link_for("moritz@beispiel.de");
  REQUIRE(not other.empty());
  // Withdrawn meanwhile: nothing is signed any more, and nobody is told that it was.
  send_form(own + "/zuruecknehmen");
  CHECK(state() == "withdrawn");
  CHECK(page(other).status == 410);
  CHECK(signs(other).status == 410);
  CHECK(amended() == 0);
  CHECK(findings(*this).empty());
}

TEST_CASE_FIXTURE(ThreeSign, "of several all sign again, in any order, also at the counter") {
  amends();
  auto const max = link_for("max@beispiel.de"), vera = link_for("vera@beispiel.de");
  signs(max);
  CHECK(amended() == 0);
  CHECK(has(page(max), "Es fehlt noch eine andere Unterschrift"));
  auto const shown = page(own + "/ergaenzen").body;
  constexpr std::string_view before = "class=\"kl-num\">";
  auto const begin = shown.find(before) + before.size();
  auto const code = shown.substr(begin, shown.find('<', begin) - begin);
  clerk();
  auto const counter = "/verwaltung/amt/buergerbuero/unterschrift";
  CHECK(has(submit(std::string{host}, counter, "kennung=" + code), "Erna Mustermann"));
  CHECK(submit(std::string{host}, counter, "kennung=" + code + "&tun=unterschrieben&name=Vera+Vermieterin&ausweis=1")
            .status == 303);
  cookies.clear();
  CHECK(amended() == 1);
  CHECK(signs(vera, "Vera").status == 200);
  CHECK(count("SELECT COUNT(*) FROM application_signatures WHERE version = 0 AND state = 'given'") == 2);
  CHECK(findings(*this).empty());
}

TEST_CASE_FIXTURE(CosignedAmendment, "nobody signs his own amendment, and all of it goes with the application") {
  amends();
  auto const id = count("SELECT MAX(id) FROM application_signatures");
  CHECK(has(send_form(own + "/unterschriften", fmt::format("tun=adresse&wer={}&mail=erika%40beispiel.de", id)),
            "braucht eine eigene E-Mail-Adresse"));
  database("gescher").write([](db::Connection& connection) {
    connection.exec("UPDATE applications SET state = 'accepted', erase_on = '2026-11-24'");
  });
  clock.advance(48h);
  auto town = visit("gescher");
  test::erase_due(*this, town);
  CHECK(count("SELECT COUNT(*) FROM application_signatures") == 0);
}

TEST_CASE_FIXTURE(ThreeSign, "the office reads that an amendment waits, who has signed and until when the others may") {
  constexpr std::string_view waits = "Eine Ergänzung wartet auf Unterschrift";
  CHECK(office_page().find(waits) == std::string::npos);
  amends();
  auto const asked = office_page();
  CHECK(asked.find(waits) != std::string::npos);
  CHECK(asked.find("fehlt noch, möglich bis Mo, 07.12.2026") != std::string::npos);
  CHECK(asked.find("Erna") == std::string::npos);  // what is not signed is nobody's business there
  signs(link_for("max@beispiel.de"));
  auto const half = office_page();
  CHECK(half.find("unterschrieben: Max Mustermann, 23.11.2026") != std::string::npos);
  CHECK(half.find("fehlt noch") != std::string::npos);
  signs(link_for("vera@beispiel.de"), "Vera+Vermieterin");
  CHECK(office_page().find(waits) == std::string::npos);
}

#include <doctest/doctest.h>

#include "administration/applications/rules/amendable.h"
#include "administration/cases/cases.h"
#include "tests/support/applying.h"

using namespace kreislauf;
using authority::Role;
using test::has, test::header;

namespace {

constexpr std::string_view host = "gescher.localhost";
constexpr std::string_view one = "/verwaltung/amt/buergerbuero/antraege/1";

struct Amending : test::Applying {
  std::string own;

  Amending() {
    own = applied();
    clerk();
    submit(std::string{host}, std::string{one}, "tun=uebernehmen");
  }
  void clerk() { staff("gescher", "sachbearbeiterin", {{Role::clerk, "buergerbuero"}}); }
  http::Response ask(std::string const& body) {
    clerk();
    auto answer = submit(std::string{host}, std::string{one} + "/nachfordern", body);
    cookies.clear();
    return answer;
  }
  http::Response ask_for(std::string const& question) {
    return ask("art=nachfordern&fragen=" + question + "&nachricht=Bitte+genauer.&bis=2026-12-14");
  }
  std::string phase() {
    std::string found;
    database("gescher").read(
        [&](db::Connection& db) { found = db.text("SELECT phase FROM cases WHERE id = 1").value_or(""); });
    return found;
  }
  std::string office_page() {
    clerk();
    auto body = page(std::string{one}).body;
    cookies.clear();
    return body;
  }
};

}  // namespace

TEST_CASE_FIXTURE(Amending,
                  "the office asks for exactly one answer; the applicant gives it, and both see what changed") {
  CHECK(has(page(std::string{one} + "/nachfordern"), "Was sollen wir mitnehmen?: "));
  CHECK(ask("art=nachfordern&nachricht=Bitte&bis=2026-12-14").status == 422);           // nothing was chosen
  CHECK(ask("art=nachfordern&fragen=dinge&nachricht=x&bis=2026-11-20").status == 422);  // a day that has passed
  CHECK(ask_for("abholort").status == 303);
  CHECK(phase() == "waiting");
  CHECK(mails().back().subject == "Neues zu Ihrem Antrag 2026-000001");

  auto const told = page(own);
  CHECK(has(told, "Bitte ergänzen Sie Ihren Antrag"));
  CHECK(has(told, "14. Dezember 2026"));
  CHECK(has(told, "Jetzt ergänzen"));
  CHECK(header(page(own + "/ergaenzen"), "Location") == own + "/ergaenzen/adresse");
  CHECK(page(own + "/ergaenzen/dinge").status == 404);
  auto const asked = page(own + "/ergaenzen/adresse");
  CHECK(has(asked, "value=\"Marktplatz\""));
  // What is wrong is said, and kept.
  auto const wrong = send_form(own + "/ergaenzen/adresse", "abholort-strasse=Hauptstr&abholort-plz=1&abholort-ort=");
  CHECK(header(wrong, "Location").ends_with("?fehler=1"));
  CHECK(page(header(wrong, "Location")).status == 422);
  CHECK(send_form(own + "/ergaenzen/pruefen").status == 422);
  auto const next =
      send_form(own + "/ergaenzen/adresse",
                "abholort-strasse=Hauptstr.&abholort-hausnummer=7&abholort-plz=48712&abholort-ort=Gescher");
  CHECK(header(next, "Location") == own + "/ergaenzen/pruefen");
  // Until it is sent the office sees what was sent before.
  CHECK(office_page().find("Hauptstr.") == std::string::npos);
  CHECK(has(page(own + "/ergaenzen/pruefen"), "Hauptstr. 7, 48712 Gescher"));
  CHECK_FALSE(has(page(own + "/ergaenzen/pruefen"), "Erika"));
  CHECK(header(send_form(own + "/ergaenzen/pruefen"), "Location") == own + "?ergaenzt=1");
  CHECK(phase() == "working");
  CHECK_FALSE(has(page(own), "Jetzt ergänzen"));
  auto const seen = office_page();
  CHECK(seen.find("Hauptstr. 7, 48712 Gescher") != std::string::npos);
  CHECK(seen.find("Ergänzt am") != std::string::npos);
  CHECK(seen.find("Marktplatz 1, 48712 Gescher") != std::string::npos);
  CHECK(header(send_form(own + "/ergaenzen/pruefen"), "Location") == own);  // over
}

TEST_CASE_FIXTURE(Amending, "what was not asked for cannot be changed, by whatever is sent") {
  ask_for("abholort");
  send_form(own + "/ergaenzen/adresse",
            std::string{test::where} + "&" + std::string{test::things} + "&dinge-1-anzahl=40&person-vorname=Boese");
  send_form(own + "/ergaenzen/dinge", "dinge=1&dinge-1-art=bett&dinge-1-anzahl=40&elektro=nein");
  send_form(own + "/ergaenzen/pruefen");
  auto const seen = office_page();
  CHECK(seen.find("2 × Sofa") != std::string::npos);
  CHECK(seen.find("Boese") == std::string::npos);
  // Nobody may change anything while nothing is asked.
  CHECK(header(send_form(own + "/ergaenzen/adresse", test::where), "Location") == own);
}

TEST_CASE_FIXTURE(Amending, "an answer that brings another page asks for that, too") {
  ask_for("elektro");
  auto const next = send_form(own + "/ergaenzen/dinge", "elektro=ja");
  CHECK(header(next, "Location") == own + "/ergaenzen/geraete");
  CHECK(send_form(own + "/ergaenzen/pruefen").status == 422);
}

TEST_CASE_FIXTURE(Amending, "who is to be heard writes, and then it goes on") {
  CHECK(ask("art=anhoeren&nachricht=Wir+wollen+ablehnen.&bis=2026-12-14").status == 303);
  CHECK(has(page(own), "Das Amt möchte Sie anhören"));
  CHECK(header(page(own + "/ergaenzen"), "Location") == own);
  send_form(own + "/nachrichten", "nachricht=Bitte+nicht.");
  CHECK(phase() == "working");
}

TEST_CASE_FIXTURE(Amending, "without an answer the office goes on when the time is over") {
  ask_for("abholort");
  clerk();
  CHECK(submit(std::string{host}, "/verwaltung/amt/buergerbuero/faelle/1", "tun=weiter").status == 303);
  CHECK(phase() == "working");
  CHECK_FALSE(has(page(own), "Jetzt ergänzen"));
}

TEST_CASE_FIXTURE(Amending, "what was typed is sealed, and erased with the application") {
  ask_for("abholort");
  send_form(own + "/ergaenzen/adresse",
            "abholort-strasse=Zaunkoenigweg&abholort-hausnummer=7&abholort-plz=48712&abholort-ort=Gescher");
  CHECK(count("SELECT COUNT(*) FROM applications WHERE amended <> ''") == 1);
  CHECK(count("SELECT COUNT(*) FROM applications WHERE amended LIKE '%Zaun%'") == 0);
  send_form(own + "/ergaenzen/pruefen");
  CHECK(count("SELECT COUNT(*) FROM application_versions") == 1);
  CHECK(count("SELECT COUNT(*) FROM applications WHERE amended <> ''") == 0);
}

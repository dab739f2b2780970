#include <doctest/doctest.h>

#include "administration/catalog/catalog.h"
#include "base/text.h"
#include "tests/support/portal.h"

using namespace kreislauf;

namespace {

/// Rows as the official catalogue of 2019 has them: with what has ended, belongs to others, or is a case of another
/// row.
constexpr std::string_view leika =
    "leika_schluessel,leika_typ,name,rechtsgrundlage,gesetze,ozg_leistung,lage,themenfeld\n"
    "99010001001000,2/3,Aufenthaltserlaubnis Erteilung,§ 7 AufenthG,,Aufenthalt,,\n"
    "99010001001058,2/3,Aufenthaltserlaubnis Erteilung aus humanitären Gründen,§ 25 AufenthG,,Aufenthalt,,\n"
    "99085004000000,1,Kinderreisepass,PassG,,Pass,,\n"
    "99107002000000,1,Arbeitslosengeld II,SGB II,,Arbeit,,\n"
    "99042009000000,4,Förderung der Freizeitfischerei in Rheinland-Pfalz,,,Fischerei,,\n";

struct CataloguePortal : test::TestPortal {
  CataloguePortal() {
    auto const report = catalog::import_leika(*store, leika, OnRejection::keep_good_lines, clock);
    REQUIRE(report.rejected.empty());
    for (auto const& module : modules.all()) {
      if (module.reload) module.reload();
    }
  }
  std::string page(std::string const& path) { return get("gescher.localhost", path).body; }
  /// The part of the page in which the results stand.
  std::string first_result(std::string const& path) {
    auto const body = page(path);
    auto const at = body.find("<li class=\"kl-result");
    return at == std::string::npos ? std::string{} : body.substr(at, 200);
  }
};

bool has(std::string const& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE_FIXTURE(CataloguePortal, "what people ask for besides services stands on top") {
  CHECK(has(first_result("/suche?q=%C3%96ffnungszeiten+B%C3%BCrgerb%C3%BCro"), "kl-result--hours"));
  CHECK(has(first_result("/suche?q=Telefonnummer"), "kl-result--telephone"));
  CHECK(has(first_result("/suche?q=Termin+absagen"), "/termine"));
  CHECK(has(first_result("/suche?q=Datenschutz"), "/datenschutz"));
  CHECK(has(first_result("/suche?q=B%C3%BCrgerb%C3%BCro"), "/aemter/buergerbuero"));
  CHECK(has(first_result("/suche?q=Ahaus"), "ahaus.localhost"));
}

TEST_CASE_FIXTURE(CataloguePortal, "nothing fills a list: what only sounds alike is not shown") {
  CHECK(first_result("/suche?q=Pizza").empty());
  CHECK(first_result("/suche?q=asdfgh").empty());
}

TEST_CASE_FIXTURE(CataloguePortal, "each language finds services by its own words and shows their names") {
  CHECK(has(first_result("/tr/suche?q=k%C3%B6pek"), "/tr/dienste/hund-anmelden"));
  CHECK(has(first_result("/uk/suche?q=%D0%BF%D0%B0%D1%81%D0%BF%D0%BE%D1%80%D1%82"), "/uk/dienste/reisepass"));
  CHECK(has(first_result("/ar/suche?q=%D9%83%D9%84%D8%A8"), "/ar/dienste/hund-anmelden"));
  CHECK(has(page("/tr/dienste/personalausweis"), "Kısaca"));
}

TEST_CASE_FIXTURE(CataloguePortal, "cases of a service have no page of their own") {
  auto const moved = get("gescher.localhost", "/dienste/99010001001058");
  CHECK(moved.status == 308);
  REQUIRE(moved.headers.size() == 1);
  CHECK(moved.headers.front().second == "/dienste/aufenthaltserlaubnis-erteilung");
  CHECK(has(page("/dienste/aufenthaltserlaubnis-erteilung"), "aus humanitären Gründen"));
}

TEST_CASE_FIXTURE(CataloguePortal, "what has ended or belongs to another state says why, and what there is instead") {
  auto const ended = get("gescher.localhost", "/dienste/kinderreisepass");
  CHECK(ended.status == 410);
  CHECK(has(ended.body, "/dienste/reisepass"));
  CHECK(has(get("gescher.localhost", "/dienste/99042009000000").body, "Rheinland-Pfalz"));
  CHECK_FALSE(has(page("/dienste?umfang=alle&buchstabe=f"), "Freizeitfischerei"));
}

TEST_CASE_FIXTURE(CataloguePortal, "renamed law stands under its name of today and is found by the old one") {
  CHECK(has(first_result("/suche?q=Arbeitslosengeld+II"), "Bürgergeld"));
}

TEST_CASE_FIXTURE(CataloguePortal, "a service of which little is known claims nothing") {
  auto const body = page("/dienste/aufenthaltserlaubnis-erteilung");
  CHECK_FALSE(has(body, "Auf Anfrage"));
  CHECK_FALSE(has(body, "kl-facts"));
}

TEST_CASE_FIXTURE(CataloguePortal, "what a town sets is asked of the town, and its answer stands on the page") {
  CHECK(has(page("/dienste/sperrmuell-abholen"), "Bitte fragen Sie im Amt nach: Menge je Abholung"));
  auto const yes = [](std::string_view, std::string_view) { return true; };
  auto const no = [](std::string_view, std::string_view) { return false; };
  constexpr std::string_view csv =
      "authority,service,question,answer\ngescher,99001009004002,menge,bis zu drei Kubikmeter\n";
  CHECK(authority::import_answers(*store, csv, OnRejection::keep_good_lines, no).rejected.size() == 1);
  CHECK(authority::import_answers(*store, csv, OnRejection::keep_good_lines, yes).added == 1);
  authorities.refresh_towns();
  CHECK(has(page("/dienste/sperrmuell-abholen"), "bis zu drei Kubikmeter"));
}

TEST_CASE_FIXTURE(CataloguePortal, "a life situation is a list of steps with deadlines, also of those that others do") {
  auto const body = page("/lebenslagen/umzug");
  CHECK(has(body, "Schritt für Schritt"));
  CHECK(body.find("Wohnungsgeberbestätigung") < body.find("/dienste/wohnsitz-anmelden"));
  CHECK(has(body, "in den ersten zwei Wochen nach dem Einzug"));
  CHECK(has(body, "Rundfunkbeitrag"));
}

TEST_CASE_FIXTURE(CataloguePortal, "no letter of the whole catalogue is its first one, never all of it") {
  CHECK(page("/dienste?umfang=alle&buchstabe=") == page("/dienste?umfang=alle&buchstabe=a"));
  CHECK(page("/dienste?umfang=alle&buchstabe=%25") == page("/dienste?umfang=alle&buchstabe=a"));
}

TEST_CASE_FIXTURE(CataloguePortal, "what comes back of an address is whole letters") {
  std::string half = "/rueckmeldung?von=/";
  for (int i = 0; i < 150; ++i) half += "%C3%A4";
  CHECK(text::is_utf8(page(half)));
}

TEST_CASE_FIXTURE(CataloguePortal, "words that only the thesaurus knows lead to what they mean") {
  CHECK(has(first_result("/suche?q=Trottoir"), "/dienste/sondernutzung"));
}

TEST_CASE_FIXTURE(CataloguePortal, "a price that nobody has checked for so long says so") {
  CHECK_FALSE(has(page("/dienste/personalausweis"), "bitte fragen Sie nach"));
  clock.advance(std::chrono::days{3 * 365});
  CHECK(has(page("/dienste/personalausweis"), "bitte fragen Sie nach"));
}

TEST_CASE_FIXTURE(CataloguePortal, "where the district does it, its office stands on the page of the town") {
  constexpr std::string_view csv =
      "authority,id,kinds,name,street,postal_code,place,phone,hours\n"
      "kreis-borken,kfz,zulassung,Straßenverkehrsamt,Kreishausstraße 1,46325,Borken,02861 681-0,Mo 07:30-12:00\n";
  REQUIRE(authority::import_offices(*store, csv, OnRejection::keep_good_lines).rejected.empty());
  authorities.refresh_towns();
  auto const body = page("/dienste/kfz-anmelden");
  CHECK(has(body, "Kreishausstraße 1"));
  CHECK(has(body, "tel:+492861681"));
  CHECK(has(body, "<p class=\"kl-now\">"));  // open or closed at this moment, there
  CHECK_FALSE(has(body, "Mit Termin"));      // nobody has told that the district gives any
  CHECK(has(first_result("/suche?q=Zulassungsstelle"), "kreis-borken.localhost"));
  CHECK(has(page("/suche?q=Zulassungsstelle+%C3%96ffnungszeiten"), "07:30–12:00 Uhr"));
}

TEST_CASE_FIXTURE(CataloguePortal, "a price that the town has told stands once, in the language of the page") {
  constexpr std::string_view csv =
      "authority,service,office,fee,note\ngescher,99001009004002,,20 Euro,\ngescher,99102013002000,,nach Satzung,\n";
  REQUIRE(authority::import_overrides(*store, csv, OnRejection::keep_good_lines).rejected.empty());
  authorities.refresh_towns();
  auto const body = page("/dienste/sperrmuell-abholen");
  CHECK(has(body, "In Gescher kostet es: <b>20 Euro</b>"));
  CHECK_FALSE(has(body, "Ihre Stadt legt den Preis fest"));
  CHECK(has(page("/en/dienste/sperrmuell-abholen"), "In Gescher it costs: <b>20 euros</b>"));
  CHECK(has(page("/en/dienste/hund-anmelden"), "nach Satzung"));  // words stay as the town wrote them
}

TEST_CASE_FIXTURE(CataloguePortal, "a town says its fee, its note and its answers in more languages") {
  auto const import = [&](std::string_view csv) {
    auto const report = authority::import_overrides(*store, csv, OnRejection::keep_good_lines);
    authorities.refresh_towns();
    return report;
  };
  constexpr std::string_view told =
      "authority,service,office,fee,note,fee_en,note_uk\n"
      "gescher,99102013002000,,nach Satzung,Marke dabei,set by statute,Знак додається\n";
  CHECK(import(told).added == 1);
  CHECK(import(told).unchanged == 1);
  CHECK(has(page("/en/dienste/hund-anmelden"), "set by statute"));
  CHECK(has(page("/en/dienste/hund-anmelden"), "<span lang=\"de\">Marke dabei</span>"));
  CHECK(has(page("/uk/dienste/hund-anmelden"), "<p>Знак додається</p>"));
  CHECK(has(page("/dienste/hund-anmelden"), "nach Satzung"));
  // A file without the columns leaves them alone; a new German text is not explained by the old translation.
  CHECK(import("authority,service,office,fee,note\ngescher,99102013002000,,nach Satzung,Marke dabei\n").unchanged == 1);
  CHECK(has(page("/en/dienste/hund-anmelden"), "set by statute"));
  CHECK(import("authority,service,office,fee,note\ngescher,99102013002000,,72 Euro,Marke dabei\n").changed == 1);
  CHECK(has(page("/en/dienste/hund-anmelden"), "72 euros"));
  CHECK_FALSE(has(page("/en/dienste/hund-anmelden"), "set by statute"));
  CHECK(has(page("/uk/dienste/hund-anmelden"), "Знак додається"));

  constexpr std::string_view answer =
      "authority,service,question,answer,answer_tr\ngescher,99102013002000,steuer,72 Euro im Jahr,yılda 72 avro\n";
  auto const known = [](std::string_view, std::string_view) { return true; };
  CHECK(authority::import_answers(*store, answer, OnRejection::keep_good_lines, known).added == 1);
  authorities.refresh_towns();
  CHECK(has(page("/tr/dienste/hund-anmelden"), "<dd>yılda 72 avro</dd>"));
  CHECK(has(page("/uk/dienste/hund-anmelden"), "<span lang=\"de\">72 Euro im Jahr</span>"));
}

TEST_CASE_FIXTURE(CataloguePortal, "what turns the direction of text turns no heading") {
  auto const body = page("/suche?q=%E2%80%AEgnp.exe%E2%81%A6");
  CHECK(has(body, "gnp.exe"));
  CHECK_FALSE(has(body, "\u202E"));
  CHECK_FALSE(has(page("/termine?q=%E2%80%AEgnp.exe"), "\u202E"));
  CHECK_FALSE(has(get("localhost", "/ort?q=%E2%80%AEgnp.exe").body, "\u202E"));
}

TEST_CASE_FIXTURE(CataloguePortal, "nobody is sent to appointments that there are not") {
  for (auto const* host : {"gescher.localhost", "heek.localhost"}) get(host, "/termine");  // now it is known
  auto const body = page("/dienste/personalausweis");
  CHECK_FALSE(has(body, "Mit Termin"));
  CHECK(has(body, "Kommen Sie zu den Öffnungszeiten."));
  CHECK(has(get("heek.localhost", "/dienste/personalausweis").body, "Fragen Sie vorher, wann jemand da ist."));
}

TEST_CASE_FIXTURE(CataloguePortal, "a district has its own words, and for the tasks of towns the choice of the town") {
  auto const home = get("kreis-borken.localhost", "/").body;
  CHECK(has(home, "?q=Auto%20anmelden"));
  CHECK_FALSE(has(home, "?q=Sperrm"));
  CHECK(has(home, "Neues: Kreis Borken"));
  CHECK(has(get("kreis-borken.localhost", "/dienste/personalausweis").body, "/ort?dienst=personalausweis"));
}

#include <doctest/doctest.h>

#include <fstream>
#include <sstream>

#include "administration/catalog/catalog.h"
#include "platform/db/embedded.h"
#include "tests/support/store.h"

using namespace kreislauf;
using namespace kreislauf::catalog;

namespace {

struct Fixture {
  test::TestPlace place;
  FixedClock clock{parse_iso_utc("2026-11-23T08:00:00Z")};
  std::unique_ptr<db::Store> store = db::Store::open({.location = place.location(), .vfs = {}});
  Fixture() {
    auto migrations = db::embedded_migrations("src/authority", "commons_");
    for (auto&& migration : db::embedded_migrations("src/administration/catalog", "commons_"))
      migrations.push_back(migration);
    store->migrate_commons(migrations, clock);
  }
  ImportReport leika(std::string const& csv, OnRejection on_rejection = OnRejection::keep_good_lines) {
    return import_leika(*store, csv, on_rejection, clock);
  }
};

std::string const header = "leika_schluessel,leika_typ,name,rechtsgrundlage,gesetze,ozg_leistung,lage,themenfeld\n";

}  // namespace

TEST_CASE_FIXTURE(Fixture, "the same catalogue again changes nothing, a new line is added, a changed one changed") {
  auto const first =
      header + "99001001000000,2/3,Angelschein,§ 1 X,,Fischerei,Freizeit,Freizeit \n,5,\"Ohne\nSchlüssel\",,,,,\n";
  CHECK(leika(first).added == 2);
  auto const again = leika(first);
  CHECK(again.added + again.changed == 0);
  CHECK(again.unchanged == 2);
  auto const more =
      leika(header + "99001001000000,4,Angelschein,§ 1 X,,Fischerei,Freizeit,Freizeit\n99001002000000,1,Neu,,,,,\n");
  CHECK(more.changed == 1);
  CHECK(more.added == 1);
  Catalog catalog{*store};
  catalog.reload();
  CHECK(catalog.snapshot()->by_key("99001001000000")->types == "4");
  CHECK(catalog.snapshot()->by_slug("ohne-schluessel") != nullptr);
  CHECK(catalog.snapshot()->changes().size() == 3);
}

TEST_CASE_FIXTURE(Fixture, "rejected lines are listed with their number; good ones are kept or all is rolled back") {
  auto const csv = header +
                   "99001001000000,5,Gut,,,,,\n123,5,Falscher "
                   "Schlüssel,,,,,\n99001002000000,5,,,,,,\n99001001000000,5,Doppelt,,,,,\n";
  auto const whole = leika(csv, OnRejection::roll_back);
  CHECK(whole.rolled_back);
  CHECK(whole.added == 0);
  auto const report = leika(csv);
  CHECK(report.added == 1);
  REQUIRE(report.rejected.size() == 3);
  CHECK(report.rejected[0].line == 3);
  CHECK(report.rejected[1].reason == "the name is missing");
  CHECK(report.rejected[2].reason == "the same service stands in line 2 already");
  CHECK(leika("name\nx\n").rejected[0].reason == "the column \"leika_schluessel\" is missing in the header");
}

TEST_CASE_FIXTURE(Fixture, "services that share a name get addresses of their own") {
  leika(header + "99001001000000,5,Erlaubnis,,,,,\n99001002000000,5,Erlaubnis,,,,,\n");
  Catalog catalog{*store};
  catalog.reload();
  CHECK(catalog.snapshot()->by_slug("erlaubnis")->key.value() == "99001001000000");
  CHECK(catalog.snapshot()->by_slug("erlaubnis-99001002000000")->key.value() == "99001002000000");
}

TEST_CASE_FIXTURE(Fixture,
                  "a package takes the place of the catalogue row with its key and is found in everyday words") {
  leika(header + "99102013002000,5,Hundesteuer Festsetzung,,,Hundesteuer,Hobby,Freizeit\n");
  CHECK(import_packages(*store, embedded_packages(), clock).rejected.empty());
  Catalog catalog{*store};
  catalog.reload();
  auto const snapshot = catalog.snapshot();
  CHECK(snapshot->by_key("99102013002000")->slug == "hund-anmelden");
  CHECK(snapshot->by_key("99102013002000")->bundle == "Hundesteuer");
  auto const found = search_in(*snapshot, nullptr, "neuer Welpe", 5);
  REQUIRE_FALSE(found.services.empty());
  CHECK(found.services[0]->slug == "hund-anmelden");
}

TEST_CASE_FIXTURE(Fixture, "text modules from XZuFi fill a row that has no package") {
  leika(header + "99001001000000,5,Angelschein,,,,,\n");
  std::string const xml =
      R"(<?xml version="1.0"?><m:leistung.030104 xmlns:m="http://xoev.de/schemata/xzufi/2_2_0"><m:leistung>
    <m:id>4711</m:id><m:referenzLeiKa>99001001000000</m:referenzLeiKa>
    <m:modulText><m:leikaTextmodul><code>02</code></m:leikaTextmodul>
      <m:inhalt languageCode="de-DE">Angeln dürfen</m:inhalt>
      <m:inhalt languageCode="en-GB">Permission to fish</m:inhalt></m:modulText>
    <m:modulText><m:leikaTextmodul><code>08</code></m:leikaTextmodul><m:inhalt languageCode="de-DE">&lt;ul&gt;
      &lt;li&gt;Prüfungszeugnis&lt;/li&gt;&lt;li&gt;Foto&lt;/li&gt;&lt;/ul&gt;</m:inhalt></m:modulText>
    <m:modulKosten><m:beschreibung
      languageCode="de">&lt;p&gt;&lt;strong&gt;16 Euro&lt;/strong&gt; im Jahr&lt;/p&gt;</m:beschreibung></m:modulKosten>
  </m:leistung><m:leistung><m:id>ohne</m:id></m:leistung></m:leistung.030104>)";
  auto const report = import_xzufi(*store, xml, OnRejection::keep_good_lines, clock);
  CHECK(report.added == 4);
  REQUIRE(report.rejected.size() == 1);
  CHECK(report.rejected[0].line == 10);
  CHECK(import_xzufi(*store, xml, OnRejection::keep_good_lines, clock).unchanged == 4);
  Catalog catalog{*store};
  catalog.reload();
  auto const& service = *catalog.snapshot()->by_key("99001001000000");
  CHECK(service.german()->name == "Angeln dürfen");
  CHECK(service.texts[i18n::Language::english]->name == "Permission to fish");
  CHECK((*service.german())[Module::documents][0].items.size() == 2);
  CHECK((*service.german())[Module::cost][0].items[0][0].kind == Inline::Kind::bold);
  CHECK_FALSE(import_xzufi(*store, "<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>", OnRejection::keep_good_lines, clock)
                  .rejected.empty());
}

namespace {

/// A message with one service; each module is its code and its text in German.
std::string message(std::vector<std::pair<std::string, std::string>> const& modules) {
  std::string xml = "<leistung><referenzLeiKa>99001001000000</referenzLeiKa>";
  for (auto const& [code, text] : modules)
    xml += "<modulText><leikaTextmodul><code>" + code +
           "</code></leikaTextmodul><inhalt languageCode=\"de\"><![CDATA[" + text + "]]></inhalt></modulText>";
  return xml + "</leistung>";
}

}  // namespace

TEST_CASE_FIXTURE(Fixture, "a service delivered again replaces all its modules, and what goes is counted") {
  leika(header + "99001001000000,5,Angelschein,,,,,\n99001002000000,5,Jagdschein,,,,,\n");
  auto const import = [&](std::string const& xml, OnRejection on = OnRejection::keep_good_lines) {
    return import_xzufi(*store, xml, on, clock);
  };
  std::string other = message({{"02", "Jagen"}, {"08", "Foto"}});
  other.replace(other.find("99001001000000"), 14, "99001002000000");
  import(other);
  CHECK(import(message({{"02", "Angeln"}, {"06", "Text"}, {"08", "Foto"}})).notes.empty());

  auto const report = import(message({{"02", "Angeln"}}));

  CHECK(report.unchanged == 1);
  CHECK(report.notes == std::vector<std::string>{"2 text modules removed: no longer delivered"});
  Catalog catalog{*store};
  catalog.reload();
  CHECK((*catalog.snapshot()->by_key("99001001000000")->german())[Module::documents].empty());
  CHECK_FALSE((*catalog.snapshot()->by_key("99001002000000")->german())[Module::documents].empty());  // not delivered
  CHECK(import(message({{"02", "Angeln"}})).notes.empty());
}

TEST_CASE_FIXTURE(Fixture, "the reason of a message that is no XML names its line once") {
  auto const report = import_xzufi(*store, "<a>\n<b>\n</a>", OnRejection::keep_good_lines, clock);
  REQUIRE(report.rejected.size() == 1);
  CHECK(report.rejected[0].line == 3);
  CHECK_FALSE(report.rejected[0].reason.starts_with("line"));
}

TEST_CASE_FIXTURE(Fixture, "a service of which nothing can be read keeps what it has") {
  leika(header + "99001001000000,5,Angelschein,,,,,\n");
  CHECK(import_xzufi(*store, message({{"02", "Angeln"}}), OnRejection::keep_good_lines, clock).added == 1);
  auto const report = import_xzufi(*store, message({}), OnRejection::keep_good_lines, clock);
  REQUIRE(report.rejected.size() == 1);
  CHECK(report.rejected[0].reason ==
        "the service 99001001000000 brings no text that can be read; those it has are kept");
  CHECK(import_xzufi(*store, message({{"02", "Angeln"}}), OnRejection::keep_good_lines, clock).unchanged == 1);
}

TEST_CASE_FIXTURE(Fixture, "HTML of a message becomes letters, lines and links of the page") {
  leika(header + "99001001000000,5,Angelschein,,,,,\n");
  import_xzufi(*store,
               message({{"02", "<p>Geb&uuml;hr &amp; <b>Schein</b></p>"},
                        {"13",
                         "<table><tr><td>A</td><td>1&nbsp;&euro;</td></tr><tr><td>B</td><td>&lt; 2 €</td></tr>"
                         "</table><p><a href='http://example.org/a?b=1&amp;c=2'>mehr</a></p>"}}),
               OnRejection::keep_good_lines, clock);
  Catalog catalog{*store};
  catalog.reload();
  auto const& text = *catalog.snapshot()->by_key("99001001000000")->german();
  CHECK(text.name == "Gebühr & Schein");
  auto const& cost = text[Module::cost];
  REQUIRE(cost.size() == 2);
  REQUIRE(cost[0].items.size() == 2);
  CHECK(cost[0].items[0][0].text == "A: 1\u00A0€");
  CHECK(cost[0].items[1][0].text == "B: < 2 €");
  CHECK(cost[1].items[0][0].kind == Inline::Kind::link);
  CHECK(cost[1].items[0][0].url == "http://example.org/a?b=1&c=2");
}

TEST_CASE_FIXTURE(Fixture, "competence follows the status of the town; agreements move it") {
  CHECK(rules::level_of_types("1") == Level::federal);
  CHECK(rules::level_of_types("2/3") == Level::unknown);
  CHECK(rules::level_of_types("1, 4a") == Level::unknown);
  CHECK(rules::level_of_types("5") == Level::municipality);
  Service service;
  service.competence = {Level::district, Level::municipality, Level::municipality, Level::municipality, {}};
  CHECK(rules::level_for(service, authority::Status::small) == Level::district);
  CHECK(rules::level_for(service, authority::Status::medium) == Level::municipality);
  CHECK(rules::level_for(service, authority::Status::district) == Level::district);
}

TEST_CASE_FIXTURE(Fixture, "the real catalogue goes in whole and comes out at the first place") {
  auto const* shared = std::getenv("KREISLAUF_SHARED");
  std::ifstream file{std::string{shared == nullptr ? "../shared" : shared} + "/standards/leika-ozg/leistungen.csv"};
  if (not file) {
    MESSAGE("skipped: the official catalogue is not beside this checkout");
    return;
  }
  std::ostringstream content;
  content << file.rdbuf();
  auto const report = leika(content.str());
  CHECK(report.added == 5250);
  CHECK(report.rejected.size() == 1);  // one row stands in the file twice
  import_packages(*store, embedded_packages(), clock);
  Catalog catalog{*store};
  catalog.reload();
  for (auto const& [query, slug] :
       {std::pair{"umziehen", "wohnsitz-anmelden"}, std::pair{"sperrmuell", "sperrmuell-abholen"},
        std::pair{"Hunndesteuer", "hund-anmelden"}, std::pair{"hund anmelden", "hund-anmelden"}}) {
    auto const found = search_in(*catalog.snapshot(), nullptr, query, 3);
    CAPTURE(query);
    CHECK(std::any_of(found.services.begin(), found.services.end(),
                      [s = std::string_view{slug}](auto const* service) { return service->slug == s; }));
  }
}

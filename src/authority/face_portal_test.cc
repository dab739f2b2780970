#include <doctest/doctest.h>

#include <set>

#include "administration/appointments/store/store.h"
#include "authority/command.h"
#include "authority/rules.h"
#include "authority/store.h"
#include "base/csv.h"
#include "tests/support/portal.h"
#include "tests/support/source.h"

// The face of a town: its head and menu, whom to call, its privacy page, its arms and its skyline.
using namespace kreislauf;
using test::has, test::header;

namespace {

std::string const gescher = "gescher.localhost", muenster = "muenster.localhost", heek = "heek.localhost";

struct Portal : test::TestPortal {
  ImportReport towns(std::string const& csv) {
    auto report = authority::import_authorities(*store, csv, OnRejection::roll_back, clock);
    authorities.reload();
    return report;
  }
  void give_times(int retention_days = 30) {
    database("gescher").write([&](db::Connection& connection) {
      using namespace appointments;
      Settings settings;
      settings.office = "buergerbuero";
      settings.retention_days = retention_days;
      appointments::store::save(connection, settings);
      appointments::store::save_rules(connection, "buergerbuero", "Mo-Fr 08:00-12:00 alle 10 Minuten", clock.now(),
                                      "test");
      appointments::store::save(connection, BookableService{.office = "buergerbuero",
                                                            .service = "99115005000000",
                                                            .label = "Wohnsitz anmelden",
                                                            .minutes = 10,
                                                            .most = 4,
                                                            .resource = {}});
      appointments::store::save(connection,
                                Desk{.office = "buergerbuero", .name = "Schalter 1", .position = 1, .skills = {}});
    });
    run_jobs();
  }
  /// The part of a page between two texts.
  std::string between(http::Response const& page, std::string_view from, std::string_view to) {
    auto const text = std::string{page.bytes()};
    auto const begin = text.find(from);
    if (begin == std::string::npos) return {};
    return text.substr(begin, text.find(to, begin) - begin);
  }
  std::string menu(http::Response const& page) { return between(page, "class=\"kl-nav\"", "</ul>"); }
};

std::string source(std::string const& path) {
  auto const file = test::source_folder() / path;
  return std::filesystem::exists(file) ? authority::read_file(file.string()) : std::string{};
}

bool contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

}  // namespace

TEST_CASE_FIXTURE(Portal, "the menu names what a town has, and nothing that leads nowhere") {
  give_times();
  auto const with = menu(get(gescher, "/dienste"));
  CHECK(contains(with, "/termine"));
  CHECK(contains(with, "/aemter"));
  CHECK_FALSE(contains(with, "/zustaendigkeit"));
  auto const without = menu(get(muenster, "/dienste"));
  CHECK(contains(without, "/dienste"));
  CHECK_FALSE(contains(without, "/termine"));
  CHECK_FALSE(contains(without, "/aemter"));
  for (auto const& town : {gescher, muenster}) {
    CHECK(contains(between(get(town, "/dienste"), "fuss-recht", "</nav>"), "/zustaendigkeit"));
  }
}

TEST_CASE_FIXTURE(Portal, "one button opens the menu without a script, and the entries stand in the page once") {
  auto const page = get(gescher, "/dienste");
  CHECK(has(page, "popovertarget=\"menue\""));
  CHECK(has(page, "id=\"menue\" popover"));
  auto const text = std::string{page.bytes()};
  auto const first = text.find("class=\"kl-nav\"");
  REQUIRE(first != std::string::npos);
  CHECK(text.find("class=\"kl-nav\"", first + 1) == std::string::npos);
}

TEST_CASE_FIXTURE(Portal, "a town without offices shows the ways that it has, and no circle") {
  auto const lonely = get(heek, "/aemter");
  CHECK(has(lonely, "auch keine Telefonnummer"));
  CHECK(towns("key,name,website,phone,email\n05554024,Heek,https://www.heek.example/,02568 9300-0,info@heek.example\n")
            .changed == 1);
  for (auto const* path : {"/aemter", "/termine"}) {
    CAPTURE(path);
    auto const page = get(heek, path);
    CHECK(has(page, "href=\"https://www.heek.example/\""));
    CHECK(has(page, "href=\"tel:+49256893000\""));
    CHECK(has(page, "href=\"mailto:info@heek.example\""));
    CHECK_FALSE(contains(between(page, "id=\"inhalt\"", "</main>"), "href=\"/aemter\""));
  }
}

TEST_CASE_FIXTURE(Portal, "115 is offered only where the town takes part, and the office's own number comes first") {
  give_times();
  for (auto const& town : {gescher, muenster, heek}) {
    for (auto const* path : {"/", "/dienste", "/dienste/personalausweis", "/aemter", "/gibt-es-nicht",
                             "/termine/zeiten?dienst=gibtesnicht", "/impressum", "/leichte-sprache"}) {
      CAPTURE(town);
      CAPTURE(path);
      CHECK_FALSE(has(get(town, path), "tel:115"));
    }
  }
  CHECK(has(get(gescher, "/gibt-es-nicht"), "tel:+492542600"));
  CHECK_FALSE(has(get("localhost", "/"), "tel:115"));
  towns("key,name,hotline_115\n05515000,Münster,1\n");
  CHECK(has(get(muenster, "/"), "tel:115"));
  CHECK(has(get(muenster, "/gibt-es-nicht"), "tel:115"));
  towns("key,name,phone\n05515000,Münster,0251 492-0\n");  // what the file does not name stays
  CHECK(has(get(muenster, "/gibt-es-nicht"), "tel:+492514920"));
}

TEST_CASE("a number is dialled as it is meant") {
  using authority::rules::dial_of;
  CHECK(dial_of("+49 (0)2542 60-0") == "+492542600");
  CHECK(dial_of("0049 2542 60-0") == "+492542600");
  CHECK(dial_of("02542 60-116/012") == "+49254260116");
  CHECK(dial_of("02542 60123 / 0170 1234567") == "+49254260123");
  CHECK(dial_of("02542 60123 oder 02542 60124") == "+49254260123");
  CHECK(dial_of("115") == "115");
  CHECK(dial_of("siehe Aushang").empty());
}

TEST_CASE_FIXTURE(Portal, "a town's facts are read with care") {
  for (std::string const wrong : {"phone\n05554024,Heek,keine", "website\n05554024,Heek,http://heek.example",
                                  "email\n05554024,Heek,a@b.de?bcc=c@d.de", "hotline_115\n05554024,Heek,vielleicht",
                                  "privacy_email\n05554024,Heek,niemand"}) {
    CAPTURE(wrong);
    CHECK(towns("key,name," + wrong + "\n").rejected.size() == 1);
  }
  CHECK(towns("key,name,phone\n05554024,Heek,+49 (0)2568 9300-0\n").changed == 1);
}

TEST_CASE_FIXTURE(Portal, "every table with data of people has a section of the privacy page") {
  std::size_t looked_at = 0;
  for (auto const& module : modules.all()) {
    std::set<std::string_view> told;
    for (auto const& section : module.privacy) told.insert(section.tables.begin(), section.tables.end());
    auto const list = source("src/" + std::string{module.folder} + "/schema/columns.csv");
    if (list.empty()) continue;
    ImportReport report;
    csv::Table table{list, report, {"table", "kind"}};
    while (table.next()) {
      auto const kind = table.cell("kind");
      if (kind != "resident" and kind != "staff") continue;
      ++looked_at;
      CAPTURE(module.name);
      CAPTURE(table.cell("table"));
      CHECK(told.contains(table.cell("table")));
    }
  }
  CHECK(looked_at >= 8);
}

TEST_CASE_FIXTURE(Portal, "a section of the privacy page says all that Article 13 asks for") {
  std::set<std::string_view> ids;
  for (auto const& section : modules.frame().privacy) {
    CAPTURE(section.id);
    CHECK(ids.insert(section.id).second);
    CHECK_FALSE(section.heading.empty());
    CHECK_FALSE(section.data.empty());
    CHECK_FALSE(section.purpose.empty());
    CHECK((contains(section.basis, "Artikel 6 Absatz 1 Buchstabe")));
    CHECK(static_cast<bool>(section.periods));
    CHECK_FALSE(section.tables.empty());
  }
}

TEST_CASE_FIXTURE(Portal,
                  "the privacy page tells the period that the office has set, and only what is done in this town") {
  give_times(45);
  auto const page = get(gescher, "/datenschutz");
  CHECK(has(page, "id=\"termine\""));
  CHECK(has(page, "45 Tage nach dem Termin"));
  CHECK(has(page, "id=\"warteliste\""));
  CHECK(has(page, "Telefonnummer"));
  CHECK(has(page, "Notiz"));
  CHECK(has(page, "180 Tage nach dem Eingang"));
  CHECK(has(page, "Artikel 77"));
  auto const other = get(muenster, "/datenschutz");
  CHECK_FALSE(has(other, "id=\"termine\""));
  CHECK(has(other, "id=\"rueckmeldung\""));
}

TEST_CASE_FIXTURE(Portal, "the data-protection officer is named, and without one the way to him") {
  CHECK(has(get(gescher, "/datenschutz"), "setzen Sie „Datenschutz“ in den Betreff"));
  towns(
      "key,name,privacy_name,privacy_phone,privacy_email\n05554016,Gescher,Behördliche Datenschutzbeauftragte,02542 "
      "60-111,datenschutz@gescher.example\n");
  auto const page = get(gescher, "/datenschutz");
  CHECK(has(page, "Behördliche Datenschutzbeauftragte"));
  CHECK(has(page, "tel:+49254260111"));
  CHECK(has(page, "mailto:datenschutz@gescher.example"));
  CHECK_FALSE(has(page, "in den Betreff"));
}

TEST_CASE_FIXTURE(Portal, "no arms are invented: a town's own ones, or its letter") {
  auto const before = get(gescher, "/dienste");
  CHECK(has(before, "kl-arms__letter"));
  database("gescher").write([&](db::Connection& connection) {
    authority::store::save(connection, authority::Picture{.name = "wappen",
                                                          .type = "image/png",
                                                          .credit = "Stadt Gescher, gemeinfrei (§ 5 UrhG)",
                                                          .content = "\x89PNG\r\nrest"});
  });
  authorities.refresh_towns();
  auto const page = get(gescher, "/dienste");
  CHECK_FALSE(has(page, "kl-arms__letter"));
  auto const picture = authorities.town(AuthorityKey{"05554016"})->picture("wappen");
  REQUIRE(picture != nullptr);
  auto const path = authority::path_of(*picture);
  CHECK(has(page, path));
  auto const answer = get(gescher, path);
  CHECK(answer.status == 200);
  CHECK(answer.content_type == "image/png");
  CHECK(answer.bytes() == "\x89PNG\r\nrest");
  CHECK(get(gescher, "/bilder/wappen.0000000000").status == 404);
  CHECK(get(gescher, "/bilder/wappen").status == 404);
  CHECK(has(get(gescher, "/impressum"), "gemeinfrei (§ 5 UrhG)"));
}

TEST_CASE_FIXTURE(Portal, "a village, a town and a city have their own drawing") {
  CHECK(has(get(gescher, "/"), "skyline-village"));
  CHECK(has(get("ahaus.localhost", "/"), "skyline-town"));
  CHECK(has(get(muenster, "/"), "skyline-city"));
  CHECK_FALSE(has(get(muenster, "/"), "kl-skyline__river"));
  towns("key,name,designation,population\n05315000,Köln,Kreisfreie Stadt,1084000\n");
  authority::migrate_all(*store, app::authority_migrations(), clock, [](std::size_t, std::size_t) {});
  CHECK(has(get("koeln.localhost", "/"), "kl-skyline__river"));
}

TEST_CASE_FIXTURE(Portal, "an office is a place: what it does, when there is time, how to get there") {
  give_times();
  auto const page = get(gescher, "/aemter/buergerbuero");
  CHECK(has(page, "Termin in diesem Amt"));
  CHECK(has(page, "/aemter/buergerbuero/warteraum"));
  CHECK(has(page, "Das machen wir hier"));
  CHECK(has(page, "/dienste/personalausweis"));
  CHECK_FALSE(has(page, "/dienste/hund-anmelden"));  // the tax office does it
  CHECK(has(page, "https://www.openstreetmap.org/"));
  CHECK_FALSE(has(page, "Lage auf der Karte"));
  CHECK(has(get(gescher, "/aemter/steueramt"), "/dienste/hund-anmelden"));
  CHECK_FALSE(has(get(gescher, "/aemter/steueramt"), "Termin in diesem Amt"));
}

TEST_CASE_FIXTURE(Portal, "the first tile of a town is its next free appointment") {
  give_times();
  auto const home = get(gescher, "/");
  auto const tiles = between(home, "kl-tiles", "</ul>");
  CHECK(tiles.find("heute, 10:10 Uhr") < tiles.find("/dienste/"));
  CHECK_FALSE(has(get(muenster, "/"), "kl-tile--first"));
}

TEST_CASE_FIXTURE(Portal, "a district offers its own tasks first") {
  auto const home = get("kreis-borken.localhost", "/");
  CHECK(has(home, "/dienste/kfz-anmelden"));
  CHECK_FALSE(has(home, "/dienste/hund-anmelden\""));
}

TEST_CASE_FIXTURE(Portal, "a place is found by quarter, by old spelling and by any piece of a postal code") {
  towns("key,name,parts\n05515000,Münster,Hiltrup; Wolbeck; Sankt Mauritz\n05554016,Gescher,Hochmoor\n");
  auto const first = [&](std::string_view typed) {
    auto const found = authorities.directory()->find(typed, 5);
    return found.empty() ? std::string{} : found[0]->slug;
  };
  CHECK(first("Hiltrup") == "muenster");
  CHECK(first("hiltrup ") == "muenster");
  CHECK(first("St. Mauritz") == "muenster");
  CHECK(first("Hochm") == "gescher");
  for (auto const* typed :
       {"48712", "48 712", "D-48712", "DE 48712", "48712 Gescher", "Gescher, 48712", "Gescher 48712", "4871", "487"}) {
    CAPTURE(typed);
    CHECK(first(typed) == "gescher");
  }
  CHECK(authorities.directory()->find("48", 20).size() >= 3);
  CHECK(first("4").empty());
  CHECK(first("99999 Gescher") == "gescher");  // the number was wrong
  CHECK(first("Hennef-Sieg") == "hennef");
  for (std::size_t length = 0; length < 300; ++length) authorities.directory()->find(std::string(length, '\xC3'), 3);
  CHECK(header(get("localhost", "/ort?q=Hiltrup"), "Location") == "http://muenster.localhost:8080/");
}

TEST_CASE_FIXTURE(Portal, "who looks for a city elsewhere or for a service is told so") {
  CHECK(has(get("localhost", "/ort?q=Berlin"), "liegt nicht in Nordrhein-Westfalen"));
  auto const service = get("localhost", "/ort?q=Personalausweis");
  CHECK(has(service, "Suchen Sie einen Dienst?"));
  CHECK(has(service, "name=\"dienst\" value=\"Personalausweis\""));
  CHECK(header(get("localhost", "/ort?q=gescher&dienst=Personalausweis"), "Location") ==
        "http://gescher.localhost:8080/suche?q=Personalausweis");
  CHECK(header(get("localhost", "/en/ort?q=gescher&dienst=a%26b"), "Location") ==
        "http://gescher.localhost:8080/en/suche?q=a%26b");
}

TEST_CASE_FIXTURE(Portal, "Leichte Sprache explains appointments where there are some") {
  give_times();
  CHECK(has(get(gescher, "/leichte-sprache"), "/leichte-sprache/termine"));
  CHECK(has(get(gescher, "/leichte-sprache/termine"), "So bekommen Sie einen Termin"));
  CHECK_FALSE(has(get(muenster, "/leichte-sprache"), "/leichte-sprache/termine"));
  CHECK(header(get(muenster, "/leichte-sprache/termine"), "Location") == "/leichte-sprache");
}
